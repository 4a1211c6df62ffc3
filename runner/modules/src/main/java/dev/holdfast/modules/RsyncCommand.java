package dev.holdfast.modules;

import dev.holdfast.engine.machine.Sh;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.Int;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The command line of rsync for a task, in the words of Ansible's module.
///
/// Where rsync reaches the other machine through a connection of ours, the line names the SSH
/// command that would do the same: it is what a result tells, and can be tried by hand.
final class RsyncCommand {
  private static final List<String> ATTRIBUTES =
      List.of("recursive", "links", "perms", "times", "owner", "group");

  private final Parameters arguments;
  private final RsyncRoute route;
  private final boolean check;

  RsyncCommand(Invocation invocation, RsyncRoute route) {
    this.arguments = invocation.arguments();
    this.route = route;
    this.check = invocation.checkMode();
  }

  /// Whether one end is behind a remote shell that the task did not choose itself.
  boolean remoteShell() {
    String src = route.source();
    String dest = route.destination();
    return !src.startsWith("rsync://")
        && !dest.startsWith("rsync://")
        && (src.contains(":") || dest.contains(":"))
        && arguments.texts("rsync_opts").stream().noneMatch(option -> option.contains("--rsh"));
  }

  List<String> words() {
    if (route.source().startsWith("rsync://") && route.destination().startsWith("rsync://")) {
      throw ModuleFailure.of("either src or dest must be a localhost").with("rc", Int.of(1));
    }
    List<String> words = new ArrayList<>(List.of(route.rsync()));
    if (arguments.on("delay_updates")) {
      words.addAll(List.of("--delay-updates", "-F"));
    }
    flag(words, "compress", "--compress");
    arguments
        .number("rsync_timeout")
        .filter(seconds -> seconds != 0)
        .ifPresent(seconds -> words.add("--timeout=" + seconds));
    if (check) {
      words.add("--dry-run");
    }
    flag(words, "delete", "--delete-after");
    flag(words, "existing_only", "--existing");
    flag(words, "checksum", "--checksum");
    flag(words, "copy_links", "--copy-links");
    flag(words, "archive", "--archive");
    boolean archive = arguments.on("archive");
    for (String attribute : ATTRIBUTES) {
      arguments
          .flag(attribute)
          .filter(wanted -> wanted != archive)
          .ifPresent(wanted -> words.add((wanted ? "--" : "--no-") + attribute));
    }
    flag(words, "dirs", "--dirs");
    if (remoteShell()) {
      words.add("--rsh=" + quote(ssh()));
    }
    route.path().ifPresent(path -> words.add("--rsync-path=" + quote(path)));
    words.addAll(arguments.texts("rsync_opts"));
    flag(words, "partial", "--partial");
    linkDestinations(words);
    words.add(SynchronizeModule.marked());
    words.add(quote(route.source()));
    words.add(quote(route.destination()));
    return words;
  }

  private void flag(List<String> words, String argument, String option) {
    if (arguments.on(argument)) {
      words.add(option);
    }
  }

  private void linkDestinations(List<String> words) {
    if (!arguments.has("link_dest")) {
      return;
    }
    words.addAll(List.of("-H", "-vv"));
    String folder = route.absolute(Paths.directory(route.destination()));
    for (String given : arguments.texts("link_dest")) {
      String path = route.absolute(given);
      if (folder.startsWith(path)) {
        throw ModuleFailure.of(
            "Hardlinking into a subdirectory of the source would cause recursion. %s and %s"
                .formatted(folder, route.destination()));
      }
      words.add("--link-dest=" + path);
    }
  }

  private String ssh() {
    List<String> words = new ArrayList<>(List.of(route.ssh()));
    if (!arguments.on("ssh_connection_multiplexing")) {
      words.addAll(List.of("-S", "none"));
    }
    route.key().ifPresent(key -> words.addAll(List.of("-i", key)));
    route.port().ifPresent(port -> words.addAll(List.of("-o", "Port=" + port)));
    if (!arguments.on("verify_host")) {
      words.addAll(List.of("-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null"));
    }
    String line = words.stream().map(RsyncCommand::quote).collect(Collectors.joining(" "));
    Optional<String> more = route.sshArguments().filter(text -> !text.isEmpty());
    return more.map(text -> line + " " + text).orElse(line);
  }

  List<String> warnings() {
    return arguments.texts("rsync_opts").contains("")
        ? List.of(
            "The empty string is present in rsync_opts which will cause rsync to transfer the"
                + " current working directory. If this is intended, use \".\" instead to get rid of"
                + " this warning. If this is unintended, check for problems in your playbook leading"
                + " to empty string in rsync_opts.")
        : List.of();
  }

  static String quote(String text) {
    // Python quotes a quote in its own way.
    String quoted = Sh.quote(text);
    return text.isEmpty() ? "''" : quoted.replace("'\\''", "'\"'\"'");
  }
}
