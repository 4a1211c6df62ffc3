/// The time a simulator lives in: [dev.holdfast.simulator.clock.SimulatorClock] is what it is
/// handed, [dev.holdfast.simulator.clock.VirtualClock] lets tests pass hours in microseconds,
/// [dev.holdfast.simulator.clock.RealClock] lets the lab run live, faster when asked.
@NullMarked
package dev.holdfast.simulator.clock;

import org.jspecify.annotations.NullMarked;
