import * as z from "zod/v4";

const id = z.string().min(1).max(255);
const place = z.looseObject({ id }).nullish();
/** Bolt goes by the first of these that is there, whatever else the payload says that it is. */
const nothingElse = { event: z.undefined().optional(), command: z.undefined().optional() };
const installation = {
  api_app_id: id,
  team: place,
  team_id: id.nullish(),
  enterprise: place,
  enterprise_id: z.string().max(255).nullish(),
  is_enterprise_install: z.union([z.boolean(), z.enum(["true", "false"])]).optional(),
};
const interaction = {
  ...installation,
  ...nothingElse,
  name: z.undefined().optional(),
  user: z.looseObject({ id, team_id: id.nullish() }),
  trigger_id: id.nullish(),
};
const view = z.looseObject({ id, callback_id: z.string().max(255).nullish(), private_metadata: z.string() });
const value = z.looseObject({ value: z.string().nullish() });

const payloads = z.union([
  z.looseObject({
    ...interaction,
    type: z.literal("block_actions"),
    channel: place,
    container: z.looseObject({}),
    view: view.nullish(),
    actions: z
      .array(z.looseObject({ type: id, action_id: id, block_id: id, value: z.string().optional() }))
      .min(1),
  }),
  z.looseObject({
    ...interaction,
    type: z.literal("view_submission"),
    actions: z.undefined().optional(),
    view: view.extend({ state: z.looseObject({ values: z.record(id, z.record(id, value)) }) }),
  }),
  z.looseObject({ ...installation, type: z.literal("event_callback"), event: z.looseObject({ type: id }) }),
  z.looseObject({
    ...installation,
    event: z.undefined().optional(),
    command: z.string().regex(/^\/\S{1,32}$/),
    text: z.string(),
    user_id: id,
    channel_id: id,
    trigger_id: id,
  }),
  z.looseObject({ type: z.literal("url_verification"), challenge: z.string().max(1000) }),
  z.strictObject({ ssl_check: z.literal("1") }),
]);

/**
 * Whether it is one of the things that Slack sends to this app. Bolt looks into whatever a signed body holds, partly
 * outside of any `try`: `payload=null` ends the process.
 */
export function isSlackPayload(body: unknown): body is object {
  return payloads.safeParse(body).success;
}
