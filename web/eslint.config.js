import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist", "node_modules", "**/*.gen.ts", "eslint.config.js", "public"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-console": "error",
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true, named: true } }],
      "no-restricted-imports": [
        "error",
        {
          paths: [
            { name: "three/addons", message: "Import the one addon by its path: the barrel weighs megabytes." },
            { name: "three/webgpu", message: "The client draws with WebGLRenderer." },
          ],
        },
      ],
      // Wire names are data: `materialType`, `_key`, `shadow-bias` are what the protocol says they are.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": "error",
      // A member is private by `#`, which the language enforces at run time too.
      "no-restricted-syntax": [
        "error",
        {
          selector: ":matches(PropertyDefinition, MethodDefinition, TSParameterProperty)[accessibility='private']",
          message: "Use #private.",
        },
      ],
    },
  },
  // Vite and vitest read the default export of their configuration.
  { files: ["vite.config.ts"], rules: { "no-restricted-exports": "off" } },
);
