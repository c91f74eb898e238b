/** The command line writes the same links (`sallyport link-slack`), so their store is the SDK's. */
export {
  type LinkedPerson as Person,
  openSlackLinks as openLinks,
  type SlackLinks as Links,
} from "@sallyport/sdk";
