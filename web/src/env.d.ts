/** The version of this client, from package.json at build time. */
declare const __VERSION__: string;
