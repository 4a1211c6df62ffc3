/// Machines that exist in memory only: files, accounts and what programs keep there.
///
/// Read first: [MemoryMachine] (one machine), [RecordWork] (carries out what the runner sends),
/// [Program] (what stands for a program of a real machine).
@NullMarked
package dev.holdfast.lab.machine;

import org.jspecify.annotations.NullMarked;
