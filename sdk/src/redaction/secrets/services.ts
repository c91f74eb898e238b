/** Services whose keys have no form of their own: a random value assigned to a name that holds one of these is one. */
export const services: ReadonlySet<string> = new Set(
  (
    "adafruit adobe airtable alchemy algolia alibaba amplitude anthropic asana atlassian auth0 aws azure beamer binance " +
    "bitbucket bitly bittrex braintree bugsnag clearbit cloudflare cloudinary codecov cohere coinbase confluence confluent " +
    "contentful courier databricks datadog deepgram deepl discord docusign droneci dropbox elastic etherscan etsy eventbrite " +
    "facebook fastly figma finicity finnhub firebase flickr flutterwave freshbooks freshdesk fullstory gitter gocardless " +
    "grafana harness heroku hubspot huggingface infura intercom jenkins jfrog jira klaviyo kraken kucoin launchdarkly linear " +
    "linkedin lob looker mailchimp mailgun mailjet mapbox mattermost maxmind meraki messagebird message_bird message-bird " +
    "mixpanel moralis netlify new-relic newrelic new_relic nexmo nytimes okta openai openweather opsgenie pagerduty paypal " +
    "pinecone pipedrive plaid planetscale postmark private_key pulumi pusher rapidapi razorpay recaptcha redis rollbar " +
    "salesforce segment sendbird sendgrid sendinblue sentry shodan shippo shodan smartsheet snyk sonar sourcegraph splunk " +
    "square squarespace stripe sumo supabase telegram todoist travis trello twilio twitch twitter typeform typesense " +
    "unsplash vercel vonage webex wistia yandex youtube zendesk zoho"
  ).split(" "),
);
