import { defineConfig } from "vitest/config";

// The export condition runs the tests against the sources, so no build is needed before a test. Not "import": the
// workers would take it for what is required too, and give CommonJS packages ES modules.
const conditions = ["@sallyport/source", "node"];

// These replace modules, so they need workers of their own. The others share what they load: it takes longer to load
// the libraries for each file than to run most of them.
const replacingModules = ["test/attacks/policy-engine-fault.test.ts"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A slow machine is no failure.
    expect: { poll: { timeout: 30_000 } },
    setupFiles: ["test/repeatable-properties.ts"],
    // Two cores: more workers than that only fight for them.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "shared",
          include: ["test/**/*.test.ts"],
          exclude: replacingModules,
          isolate: false,
        },
      },
      { extends: true, test: { name: "isolated", include: replacingModules } },
    ],
  },
});
