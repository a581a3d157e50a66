/** Where things are. `cargo xtask test` sets the variable; the default suits a run by hand. */

import { join } from "node:path";

/** The repository's root. */
export const ROOT = join(import.meta.dirname, "../../..");

/** The folder of the programs that cargo built. */
export const TARGET = process.env.VUER_TARGET_DIR ?? join(ROOT, "target/debug");
