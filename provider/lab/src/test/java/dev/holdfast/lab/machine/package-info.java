/// Machines in memory beside real shells: the same questions and steps, the same expectations.
///
/// Read first: [MachineContract] (all kinds of probes and steps).
@NullMarked
package dev.holdfast.lab.machine;

import org.jspecify.annotations.NullMarked;
