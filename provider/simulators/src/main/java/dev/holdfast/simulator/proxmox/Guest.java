package dev.holdfast.simulator.proxmox;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What runs inside a machine, as far as the server can tell.
///
/// @param agent whether a guest agent answers
/// @param powersOff whether it obeys a request to shut down
/// @param addresses the addresses with prefix length that the agent reports on the first card
/// @param programs what `exec` of a program prints; others are missing
/// @param programTime how long a program runs
/// @param firstBoot how it ends what a disk for cloud-init tells it to do
public record Guest(
    Agent agent,
    boolean powersOff,
    List<String> addresses,
    Map<String, String> programs,
    Duration programTime,
    FirstBoot firstBoot) {

  /// How the agent inside behaves.
  public enum Agent {
    /// None is installed.
    MISSING,
    /// It is installed and never answers.
    SILENT,
    /// It answers some time after the start.
    ANSWERS
  }

  /// How a guest ends what a disk for cloud-init tells it to do.
  public enum FirstBoot {
    /// All goes well; it powers itself off where it is told to.
    SUCCEEDS,
    /// Something goes wrong: it stays on, and its agent finds the outputs of its programs as files.
    FAILS,
    /// It never ends.
    HANGS
  }

  /// Copies the collections.
  public Guest {
    addresses = List.copyOf(addresses);
    programs = Map.copyOf(programs);
  }

  /// A guest with an agent and an address that follows from the machine's id.
  public static Guest usual(int vmid) {
    String address = "10.0.%d.%d/24".formatted(vmid / 250 % 250, 2 + vmid % 250);
    return new Guest(
        Agent.ANSWERS,
        true,
        List.of(address),
        Map.of("/bin/true", ""),
        Duration.ZERO,
        FirstBoot.SUCCEEDS);
  }

  /// The same with another agent.
  public Guest withAgent(Agent other) {
    return new Guest(other, powersOff, addresses, programs, programTime, firstBoot);
  }

  /// The same, obeying a shutdown or not.
  public Guest obeying(boolean obeys) {
    return new Guest(agent, obeys, addresses, programs, programTime, firstBoot);
  }

  /// The same with other addresses.
  public Guest at(List<String> others) {
    return new Guest(agent, powersOff, others, programs, programTime, firstBoot);
  }

  /// The same with other programs.
  public Guest running(Map<String, String> others) {
    return new Guest(agent, powersOff, addresses, others, programTime, firstBoot);
  }

  /// The same, whose programs run for a while.
  public Guest taking(Duration time) {
    return new Guest(agent, powersOff, addresses, programs, time, firstBoot);
  }

  /// The same, ending its first boot in another way.
  public Guest booting(FirstBoot other) {
    return new Guest(agent, powersOff, addresses, programs, programTime, other);
  }
}
