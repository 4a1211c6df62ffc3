/// Clusters on machines in memory.
///
/// Read first: [MemoryFleet] (the machines), [MemoryClusterTest] (the packaged playbooks on them).
@NullMarked
package dev.holdfast.lab.kube;

import org.jspecify.annotations.NullMarked;
