/// A simulated Netmaker server: networks, keys, machines and routes with the side effects and traps
/// of the real one, in the era that a test asks for.
///
/// Read first: [NetmakerSimulator] (what a test holds), [FakeNetclient] (a machine that registers),
/// `Dispatcher` (how a request is answered).
@NullMarked
package dev.holdfast.simulator.netmaker;

import org.jspecify.annotations.NullMarked;
