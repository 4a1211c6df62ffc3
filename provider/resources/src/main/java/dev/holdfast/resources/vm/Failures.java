package dev.holdfast.resources.vm;

import dev.holdfast.client.proxmox.ProxmoxException;
import dev.holdfast.client.proxmox.RefusedException;
import dev.holdfast.client.proxmox.TaskFailedException;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.value.Path;
import dev.holdfast.resources.pve.PveTable;
import dev.holdfast.resources.work.StepFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Turns what the client throws into what the user reads.
public final class Failures {

  private Failures() {}

  /// Adds one error: what could not be done, what the server said, what to do.
  ///
  /// @param doing such as "create machine web-1"
  /// @param caller who asked the server
  /// @param table whose attributes a refused parameter may come from
  static void report(
      RuntimeException failure,
      String doing,
      String caller,
      PveTable table,
      Diagnostics diagnostics) {
    if (!(failure instanceof ProxmoxException e)) {
      throw failure;
    }
    diagnostics.error(path(e, table), "Unable to " + doing, detail(e) + remedy(e, caller));
  }

  static StepFailure of(Path path, String summary, String detail) {
    return StepFailure.of(path, summary, detail);
  }

  private static String detail(ProxmoxException e) {
    String text = String.valueOf(e.getMessage());
    return switch (e) {
      case TaskFailedException task when !task.logTail().isEmpty() ->
          text + "\nEnd of the task's log:\n" + indented(task.logTail());
      case RefusedException refused when !refused.parameters().isEmpty() ->
          text + "\n" + indented(lines(refused.parameters()));
      default -> text;
    };
  }

  private static String indented(List<String> lines) {
    return lines.stream().map(line -> "  " + line).collect(Collectors.joining("\n"));
  }

  private static List<String> lines(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .toList();
  }

  private static String remedy(ProxmoxException e, String caller) {
    return switch (e.code()) {
      case PERMISSION -> e instanceof RefusedException refused ? grant(refused) : "";
      case ROOT_ONLY -> "\nOnly root@pam with its password may do this; no API token can.";
      case AUTHENTICATION -> "\nThe provider calls as " + caller + ".";
      case NODE_DOWN -> "\nCheck that the node is up and reachable from the other nodes.";
      case LOCKED, LOCK_TIMEOUT -> "\nAnother task works on it: apply again when that has ended.";
      case NO_QUORUM -> "\nThe cluster takes no changes until enough nodes are up.";
      case CANCELLED -> "\nThe run was interrupted; apply again to go on.";
      case TIMEOUT -> "\nRaise the matching value of timeouts if the work needs longer.";
      default -> "";
    };
  }

  private static String grant(RefusedException refused) {
    return refused
        .missing()
        .map(missing ->
            "\nGrant "
                + missing.privileges()
                + " on "
                + missing.path()
                + " to the user, and to the API token if it has privileges of its own.")
        .orElse("");
  }

  /// The attribute that a refused parameter came from, where there is one that can be named.
  private static Path path(ProxmoxException e, PveTable table) {
    if (e instanceof RefusedException refused && refused.parameters().size() == 1) {
      String key = refused.parameters().keySet().iterator().next();
      Optional<Path> path = table.pathOf(key);
      return path.orElse(Path.ROOT);
    }
    return Path.ROOT;
  }
}
