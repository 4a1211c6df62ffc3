/// The text format of values in the Proxmox VE API, read and printed without loss.
///
/// Read first: [PropertyFormat] (comma lists of `key=value`), [Size] and [MacAddress].
@NullMarked
package dev.holdfast.client.proxmox.format;

import org.jspecify.annotations.NullMarked;
