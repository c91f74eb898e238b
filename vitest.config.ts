import { defineConfig } from "vitest/config";

// The export condition runs the tests against the sources, so no build is needed before a test.
const conditions = ["@sallyport/source", "node", "import", "default"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores: more workers than that only fight for them.
    maxWorkers: 2,
  },
});
