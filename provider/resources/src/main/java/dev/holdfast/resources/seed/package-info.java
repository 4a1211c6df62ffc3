/// Disks that tell a machine at its first boot what it is: cloud-init's user data and the like.
///
/// Read first: [NoCloud] (what cloud-init reads), [IsoImage] (the file system).
@NullMarked
package dev.holdfast.resources.seed;

import org.jspecify.annotations.NullMarked;
