/// Throwaway machines for tests: real OpenSSH servers on loopback over roots that live in memory,
/// in namespaces of their own, so that nothing under test changes the machine that runs the tests.
///
/// Read first: [Machines] (which kinds there are), [Machine] (what a test does with one),
/// [FileTree] (what is compared); for several machines with routers, hidden sites and tunnels
/// between them [Network], and [Residue] for what was left over on one. [Network#offerFakes()]
/// gives them packages that play Kubernetes and netclient; the README beside the fakes' sources
/// says what these model.
@NullMarked
package dev.holdfast.machines;

import org.jspecify.annotations.NullMarked;
