/// Inventories: hosts, their groups, and the patterns that choose among them.
///
/// Read first: [Inventory] (loading, choosing, growing), [Host], [Group].
@NullMarked
package dev.holdfast.engine.inventory;

import org.jspecify.annotations.NullMarked;
