/// `ansible-inventory`: hosts, groups and variables as Ansible sees them.
///
/// Read first: [InventoryCommand] (the command), [InventoryTree] (the lists), [InventoryGraph].
@NullMarked
package dev.holdfast.cli.inventory;

import org.jspecify.annotations.NullMarked;
