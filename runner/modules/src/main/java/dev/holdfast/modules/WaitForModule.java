package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.FileAccess;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.regex.PythonMatch;
import dev.holdfast.language.regex.PythonRegex;
import dev.holdfast.language.regex.RegexException;
import dev.holdfast.language.regex.RegexFlag;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// `wait_for`: until a port or a file of the machine is as wanted. One short question a round: the
/// waiting itself is done here.
final class WaitForModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
            "wait_for",
            ArgumentSpec.of(
                Argument.str("host").or("127.0.0.1"),
                Argument.integer("timeout").or(300),
                Argument.integer("connect_timeout").or(5),
                Argument.integer("delay").or(0),
                Argument.integer("port"),
                Argument.list("active_connection_states")
                    .or(new ListValue(SocketTable.STATES.keySet().stream().map(Str::of).toList())),
                Argument.path("path"),
                Argument.str("search_regex"),
                Argument.str("state")
                    .or("started")
                    .choices("absent", "drained", "present", "started", "stopped"),
                Argument.list("exclude_hosts"),
                Argument.integer("sleep").or(1),
                Argument.str("msg")))
        .withoutCheckMode();
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    refuse(invocation.arguments());
    return FileAccess.withPath(invocation.machine(), new Wait(invocation).run());
  }

  private static void refuse(Parameters arguments) {
    String state = arguments.must("state");
    boolean path = arguments.text("path").filter(text -> !text.isEmpty()).isPresent();
    if (arguments.number("port").filter(port -> port != 0).isPresent() && path) {
      throw refused("port and path parameter can not both be passed to wait_for");
    }
    if (path && (state.equals("stopped") || state.equals("drained"))) {
      throw refused(
          "state=%s should only be used for checking a port in the wait_for module"
              .formatted(state));
    }
    if (arguments.has("exclude_hosts") && !state.equals("drained")) {
      throw refused("exclude_hosts should only be with state=drained");
    }
    arguments.texts("active_connection_states").stream()
        .filter(name -> !SocketTable.STATES.containsKey(name))
        .findFirst()
        .ifPresent(name -> {
          throw refused("unknown active_connection_state (%s) defined".formatted(name));
        });
    if (state.equals("drained") && !arguments.has("port")) {
      throw refused("state=drained needs a port");
    }
  }

  private static ModuleFailure refused(String message) {
    return ModuleFailure.of(message).with("elapsed", Int.of(0));
  }

  /// One waiting.
  private static final class Wait {
    private final Invocation invocation;
    private final Parameters arguments;
    private final Instant start;
    private final Instant end;
    private final Optional<PythonRegex> regex;
    private Optional<PythonMatch> match = Optional.empty();
    private Optional<FileStatus> searched = Optional.empty();
    private int reads;

    Wait(Invocation invocation) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
      this.start = invocation.context().clock().instant();
      this.end = start.plusSeconds(arguments.number("timeout").orElse(0L));
      this.regex = arguments.text("search_regex").map(Wait::compiled);
    }

    private static PythonRegex compiled(String text) {
      try {
        return PythonRegex.compile(
            TextEdit.bytes(text), Set.of(RegexFlag.ASCII, RegexFlag.MULTILINE));
      } catch (RegexException problem) {
        throw ModuleFailure.of("Invalid regular expression: " + problem.getMessage());
      }
    }

    ModuleResult run() {
      pause(arguments.number("delay").orElse(0L));
      String state = arguments.must("state");
      if (port().isEmpty() && path().isEmpty()) {
        pause(arguments.number("timeout").orElse(0L));
        return result(state);
      }
      while (now().isBefore(end)) {
        if (reached(state)) {
          return result(state);
        }
        pause(arguments.number("sleep").orElse(1L));
      }
      throw ModuleFailure.of(arguments.text("msg").orElseGet(() -> lateWords(state)))
          .with("elapsed", Int.of(elapsed()));
    }

    private Optional<Long> port() {
      return arguments.number("port").filter(port -> port != 0);
    }

    private Optional<String> path() {
      return arguments.text("path").filter(text -> !text.isEmpty());
    }

    private Instant now() {
      return invocation.context().clock().instant();
    }

    private long elapsed() {
      return Duration.between(start, now()).toSeconds();
    }

    private void pause(long seconds) {
      if (seconds > 0) {
        invocation.context().sleep(Duration.ofSeconds(seconds));
      }
    }

    private boolean reached(String state) {
      return switch (state) {
        case "drained" -> new SocketTable(invocation).connections() == 0;
        case "absent", "stopped" -> path().isPresent() ? !exists(path().get()) : !connects();
        default -> path().isPresent() ? fileIsThere(path().get()) : portAnswers();
      };
    }

    private boolean exists(String path) {
      Probe.Exists probe = new Probe.Exists(path);
      return invocation.machine().ask(probe).exists(probe);
    }

    private boolean fileIsThere(String path) {
      Probe.Stat stat = Probe.Stat.of(path).following(true);
      Optional<FileStatus> status = invocation.machine().ask(stat).stat(stat);
      if (status.isEmpty() || regex.isEmpty()) {
        return status.isPresent();
      }
      // A file that did not change is not read again.
      boolean same =
          searched
              .filter(old ->
                  old.size() == status.get().size()
                      && old.inode() == status.get().inode()
                      && old.changed().compareTo(status.get().changed()) == 0
                      && old.size() > 0)
              .isPresent();
      if (same) {
        return false;
      }
      searched = status;
      Probe.ReadFile read = new Probe.ReadFile(path);
      Answers answers = invocation.machine().ask(read);
      return answers
          .content(read)
          .map(bytes -> found(new String(bytes.toArray(), StandardCharsets.ISO_8859_1)))
          .orElse(false);
    }

    private boolean found(String text) {
      match = regex.flatMap(each -> each.search(text));
      return match.isPresent();
    }

    private long patience() {
      long left = Math.max(1, Duration.between(now(), end).toSeconds() + 1);
      return Math.min(arguments.number("connect_timeout").orElse(5L), left);
    }

    private boolean connects() {
      return PortProbe.connect(invocation, arguments.must("host"), port().orElse(0L), patience())
          .ok();
    }

    /// What a service says comes when it comes: each round listens longer than the last.
    private boolean portAnswers() {
      if (regex.isEmpty()) {
        return connects();
      }
      long left = Math.max(1, Duration.between(now(), end).toSeconds());
      Ran ran =
          PortProbe.listen(
              invocation,
              arguments.must("host"),
              port().orElse(0L),
              Math.min(left, 1L << Math.min(reads++, 5)));
      return found(new String(ran.out().toArray(), StandardCharsets.ISO_8859_1));
    }

    private String lateWords(String state) {
      String host = arguments.must("host");
      String target = path().orElse(host + ":" + port().orElse(0L));
      return switch (state) {
        case "drained" -> "Timeout when waiting for %s to drain".formatted(target);
        case "absent", "stopped" ->
            "Timeout when waiting for %s to %s."
                .formatted(target, path().isPresent() ? "be absent" : "stop");
        default ->
            regex.isPresent()
                ? "Timeout when waiting for search string %s in %s"
                    .formatted(arguments.must("search_regex"), target)
                : "Timeout when waiting for " + (path().isPresent() ? "file " : "") + target;
      };
    }

    private ModuleResult result(String state) {
      ListValue groups = new ListValue();
      DictValue named = new DictValue();
      match.ifPresent(hit -> {
        for (int i = 1; i <= hit.groups(); i++) {
          groups.items().add(shown(hit.group(i)));
        }
        hit.names().forEach((name, number) -> named.put(name, shown(hit.group(number))));
      });
      return ModuleResult.changed(false)
          .with("state", state)
          .with("port", arguments.value("port").orElse(None.NONE))
          .with("search_regex", arguments.value("search_regex").orElse(None.NONE))
          .with("match_groups", groups)
          .with("match_groupdict", named)
          .with("path", arguments.value("path").orElse(None.NONE))
          .with("elapsed", elapsed());
    }

    private static Value shown(Optional<String> group) {
      return group.<Value>map(text -> Str.unsafe(TextEdit.shown(text))).orElse(None.NONE);
    }
  }
}
