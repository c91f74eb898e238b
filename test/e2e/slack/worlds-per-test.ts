import { afterEach } from "vitest";
import { openSlackWorld, type SlackWorld } from "./world.ts";

/** Opens worlds for the tests of a file, and closes them after each. */
export function worldsPerTest(): typeof openSlackWorld {
  const worlds: SlackWorld[] = [];
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.close();
  });
  return async (...options) => {
    const world = await openSlackWorld(...options);
    worlds.push(world);
    return world;
  };
}
