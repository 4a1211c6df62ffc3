/// Tests of the lookups. Read first: `LookupsTest`.
@NullMarked
package dev.holdfast.engine.lookup;

import org.jspecify.annotations.NullMarked;
