package dev.holdfast.modules;

import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Machine;
import dev.holdfast.engine.machine.Sh;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Context;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.engine.module.RemoteProgram;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import dev.holdfast.transport.Answer;
import dev.holdfast.transport.Become;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Where the rsync of a task runs, and how it names its two ends.
///
/// Source: `action/synchronize.py` of `ansible.posix`. From this machine rsync gets a remote shell
/// of ours, so that every hop, key, password and become method that other tasks have is had; from a
/// machine that the task is delegated to it goes by the SSH client there.
final class RsyncRoute {
  private static final List<String> LOCALHOST = List.of("127.0.0.1", "localhost", "::1");

  private final Context context;
  private final Parameters arguments;
  private final Runner runner;
  private final String host;

  /// Who runs rsync.
  private enum Runner {
    /// The task's own machine, for itself.
    HOST,
    /// This machine.
    CONTROLLER,
    /// The machine that the task is delegated to.
    DELEGATE
  }

  /// How rsync ended.
  record Ran(int status, String output, String errors) {}

  private RsyncRoute(Invocation invocation, Runner runner, String host) {
    this.context = invocation.context();
    this.arguments = invocation.arguments();
    this.runner = runner;
    this.host = host;
  }

  static RsyncRoute of(Invocation invocation) {
    Context context = invocation.context();
    String name = context.variable("inventory_hostname").map(Text::str).orElse("localhost");
    String address =
        rendered(context, "{{ hostvars[inventory_hostname].ansible_host | default('') }}");
    String host = address.isEmpty() ? name : address;
    Optional<String> delegate = context.delegate();
    boolean local = context.local();
    boolean itself =
        delegate.map(other -> other.equals(name) || other.equals(address)).orElse(local);
    Runner runner =
        itself ? Runner.HOST : local || delegate.isEmpty() ? Runner.CONTROLLER : Runner.DELEGATE;
    return new RsyncRoute(invocation, runner, host);
  }

  private static String rendered(Context context, String template) {
    return Text.str(context.templar().render(template, Map.of()));
  }

  private Optional<String> variable(String... names) {
    return Stream.of(names)
        .map(name -> context.variable(name).map(Text::str).filter(text -> !text.isEmpty()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private boolean pulls() {
    return arguments.must("mode").equals("pull");
  }

  String source() {
    return expanded(pulls() ? far(arguments.must("src")) : near(arguments.must("src")));
  }

  String destination() {
    return expanded(pulls() ? near(arguments.must("dest")) : far(arguments.must("dest")));
  }

  private String expanded(String path) {
    return path.startsWith("~") && !path.contains("@") ? absolute(path) : path;
  }

  /// A path of the machine that runs rsync.
  private String near(String path) {
    if (path.contains(":") || path.startsWith("/")) {
      return path;
    }
    String found;
    try {
      found = context.files().find("files", path).toString();
    } catch (ModuleFailure none) {
      found = context.files().resolve(path).toString();
    }
    return path.endsWith("/") && !found.endsWith("/") ? found + "/" : found;
  }

  /// A path of the task's own machine.
  private String far(String path) {
    if (!remote()) {
      return near(path);
    }
    if (path.startsWith("rsync://")) {
      return path;
    }
    String user = user().map(name -> name + "@").orElse("");
    return host.contains(":")
        ? "[%s%s]:%s".formatted(user, host, path)
        : "%s%s:%s".formatted(user, host, path);
  }

  /// Whether the far end is another machine than that which runs rsync. A host that is this machine
  /// at the port of its own server is no other one.
  private boolean remote() {
    boolean same =
        LOCALHOST.contains(host)
            && port()
                .orElse("")
                .equals(
                    rendered(
                        context,
                        "{{ (hostvars['localhost'] | default({})).ansible_port | default('') }}"));
    if (same && runner == Runner.DELEGATE) {
      throw ModuleFailure.of("Could not determine controller hostname for rsync to send to");
    }
    return runner != Runner.HOST && !same;
  }

  private Optional<String> user() {
    return arguments.on("set_remote_user")
        ? variable("ansible_user", "ansible_ssh_user")
        : Optional.empty();
  }

  Optional<String> port() {
    return arguments.text("dest_port").or(() -> variable("ansible_port", "ansible_ssh_port"));
  }

  Optional<String> key() {
    return runner == Runner.HOST
        ? arguments.text("private_key")
        : arguments
            .text("private_key")
            .or(() -> variable("ansible_private_key_file", "ansible_ssh_private_key_file"));
  }

  Optional<String> sshArguments() {
    if (!arguments.on("use_ssh_args")) {
      return arguments.text("ssh_args");
    }
    List<String> all =
        Stream.of("ansible_ssh_args", "ansible_ssh_common_args", "ansible_ssh_extra_args")
            .map(this::variable)
            .flatMap(Optional::stream)
            .toList();
    return Optional.of(String.join(" ", all));
  }

  /// What starts rsync on the other machine: for another user, through sudo.
  Optional<String> path() {
    Optional<String> given = arguments.text("rsync_path").filter(text -> !text.isEmpty());
    return given.isEmpty()
            && runner != Runner.HOST
            && context.become() instanceof Become.Other other
            && other.method().equals("sudo")
        ? Optional.of("sudo -u %s rsync".formatted(other.user()))
        : given;
  }

  /// The program on the machine that runs it.
  String rsync() {
    return program(variable("ansible_rsync_path").orElse("rsync"));
  }

  String ssh() {
    // From here no SSH client is needed; the line only tells what would do the same.
    return runner == Runner.CONTROLLER ? found("ssh").orElse("ssh") : program("ssh");
  }

  private String program(String name) {
    if (name.contains("/")) {
      return name;
    }
    if (runner != Runner.CONTROLLER) {
      return new Tools(machine()).must(name);
    }
    return found(name)
        .orElseThrow(() ->
            ModuleFailure.of(
                "Failed to find required executable \"%s\" in paths: %s"
                    .formatted(name, System.getenv("PATH"))));
  }

  private static Optional<String> found(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
    return Stream.of(path.split(":"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  private Machine machine() {
    return runner == Runner.HOST ? context.machine() : context.machineOfLogin();
  }

  /// A path as the module's own Python would have it.
  String absolute(String path) {
    if (runner != Runner.CONTROLLER && path.startsWith("~")) {
      return machine().expand(path);
    }
    return path.startsWith("/") ? path : context.files().resolve(path).toString();
  }

  /// Runs rsync.
  ///
  /// @param joined whether it needs a remote shell of ours
  Ran run(List<String> words, boolean joined) {
    if (runner != Runner.CONTROLLER) {
      var ran = machine().apply(Step.Run.any(Command.of(words))).first();
      return new Ran(ran.status(), ran.text(), ran.errors());
    }
    boolean ours = joined && remote();
    boolean becomes = ours && !arguments.has("rsync_path");
    List<String> own = new ArrayList<>();
    for (String word : words) {
      boolean sudo = becomes && word.startsWith("--rsync-path=");
      if (ours && word.startsWith("--rsh=")) {
        own.add("--rsh=" + RemoteProgram.SHELL);
      } else if (!sudo) {
        own.add(word);
      }
    }
    RemoteProgram.Outcome outcome =
        context.run(new RemoteProgram("exec " + Sh.quote(own), becomes, connection()));
    Answer answer = outcome.answer();
    if (outcome.far().orElse(0) == 127) {
      throw ModuleFailure.of(
          "The machine %s has no rsync, which synchronize needs there: %s"
              .formatted(host, answer.errors().strip()));
    }
    return new Ran(answer.status(), answer.text(), answer.errors());
  }

  /// What the task says of the connection beyond what the host's variables say.
  private DictValue connection() {
    DictValue variables = new DictValue();
    put(variables, "ansible_port", arguments.value("dest_port"));
    put(variables, "ansible_private_key_file", arguments.value("private_key"));
    if (arguments.on("verify_host")) {
      variables.put("ansible_host_key_checking", Bool.TRUE);
    }
    if (!arguments.on("set_remote_user")) {
      variables.put("ansible_user", Str.of(System.getProperty("user.name")));
    }
    return variables;
  }

  private static void put(DictValue variables, String name, Optional<Value> value) {
    value.ifPresent(given -> variables.put(name, given));
  }
}
