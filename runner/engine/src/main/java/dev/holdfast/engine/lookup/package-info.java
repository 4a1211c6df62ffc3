/// Ansible's lookup plugins: what `lookup`, `query` and `with_` read on the controller.
///
/// Read first: [Lookups] (which names there are), `Site` (where a lookup finds files), `Given` (the
/// named arguments of a call).
@NullMarked
package dev.holdfast.engine.lookup;

import org.jspecify.annotations.NullMarked;
