package dev.holdfast.engine.vars;

import java.util.List;

/// The hosts of a play at a moment, by name.
///
/// @param batchHosts `ansible_play_batch`: those of this batch that are still at work
/// @param playHosts `ansible_play_hosts`: those of the play that are not lost
/// @param playHostsAll `ansible_play_hosts_all`: all that the play chose
public record Batch(List<String> batchHosts, List<String> playHosts, List<String> playHostsAll) {
  public Batch {
    batchHosts = List.copyOf(batchHosts);
    playHosts = List.copyOf(playHosts);
    playHostsAll = List.copyOf(playHostsAll);
  }
}
