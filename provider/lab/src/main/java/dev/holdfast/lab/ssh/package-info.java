/// SSH servers of the lab's machines: real keys, logins and hops, over loopback.
///
/// Read first: [LabNetwork] (who reaches whom), [MachineServer] (the server of one machine),
/// [ShellChannel] (what a command line becomes).
@NullMarked
package dev.holdfast.lab.ssh;

import org.jspecify.annotations.NullMarked;
