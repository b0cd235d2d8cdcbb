/** One script tag for a foreign page: it defines `<wayproof-passport>` (docs/embedding.md). */

import "./components/passport.ts";
