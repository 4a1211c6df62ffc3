/// The wire engine for Proxmox VE: carries attributes to configuration keys and back, from their
/// bindings.
///
/// Read first: [PveBinding], [PveTable], [ConfigChange].
@NullMarked
package dev.holdfast.resources.pve;

import org.jspecify.annotations.NullMarked;
