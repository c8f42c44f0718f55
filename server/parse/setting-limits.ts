/** Limits that hold for all configuration formats. */

/** Deeper entries become one unknown value. */
export const MAX_SETTING_DEPTH = 100;
/** How many entries aliases of one file may add: stops files whose aliases multiply. */
export const MAX_ALIASED_NODES = 50_000;

export const TOO_DEEP = 'nested too deep';
export const TOO_MANY_ALIASES = 'too many aliased entries';
