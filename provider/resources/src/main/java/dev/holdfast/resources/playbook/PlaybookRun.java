package dev.holdfast.resources.playbook;

import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.EventSink;
import dev.holdfast.engine.run.Way;
import dev.holdfast.engine.session.Job;
import dev.holdfast.engine.session.Member;
import dev.holdfast.engine.session.Outcome;
import dev.holdfast.engine.session.Session;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.engine.source.ProjectRoot;
import dev.holdfast.framework.resource.Cancellation;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.modules.Modules;
import dev.holdfast.resources.runner.RunnerValues;
import dev.holdfast.resources.ssh.SshAccess;
import dev.holdfast.resources.ssh.SshWays;
import dev.holdfast.transport.Target;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Runs the playbook of a resource. Nothing else of the resource touches the runner, whose classes
/// are loaded only when something runs.
final class PlaybookRun {
  private final PlaybookInputs inputs;
  private final SshAccess access;

  PlaybookRun(PlaybookInputs inputs, SshAccess access) {
    this.inputs = inputs;
    this.access = access;
  }

  /// How a run ended.
  ///
  /// @param changed what would change, of a run in check mode: `HOST: TASK (FILE:LINE)`
  /// @param late whether the time was up
  record Ended(Outcome outcome, List<String> changed, boolean late) {}

  /// What bounds a run.
  record Bounds(Cancellation cancellation, Duration timeout) {}

  /// The members of the inventory, as far as they are written in the resource.
  ///
  /// @throws dev.holdfast.resources.work.StepFailure for ways that cannot be gone
  List<Member> members() {
    var ways = new SshWays(access);
    List<Member> members = new ArrayList<>();
    for (Map.Entry<String, Value> host : inputs.hosts().entrySet()) {
      Value ssh = Values.attribute(host.getValue(), "ssh");
      Path at = Path.of("hosts").key(host.getKey()).attribute("ssh");
      Way way = ssh.isNull() ? new Way(new Target.Local(), Optional.empty()) : ways.to(at, ssh);
      members.add(
          new Member(
              host.getKey(),
              Values.attribute(host.getValue(), "groups").parts().stream()
                  .flatMap(group -> Values.string(group).stream())
                  .sorted()
                  .toList(),
              variables(host.getValue(), ssh),
              way));
    }
    return members;
  }

  private static DictValue variables(Value host, Value ssh) {
    DictValue vars = new DictValue();
    if (SshWays.becomes(ssh)) {
      vars.put("ansible_become", Bool.TRUE);
    }
    int retries = SshWays.retries(ssh);
    if (retries > 0) {
      vars.put("ansible_ssh_retries", Int.of(retries));
    }
    RunnerValues.variables(Values.attribute(host, "vars")).entries().forEach(vars::put);
    return vars;
  }

  /// Runs it.
  ///
  /// @param secrets the extra variables that are kept nowhere
  Ended run(Value secrets, boolean check, Bounds bounds) {
    DictValue vars = RunnerValues.variables(inputs.object().get("extra_vars"));
    RunnerValues.variables(secrets).entries().forEach(vars::put);
    Job job = job().with(vars);
    return run(check ? job.checking() : job, bounds);
  }

  /// Runs another playbook of the project on the same hosts.
  Ended runOther(String playbook, Bounds bounds) {
    DictValue vars = RunnerValues.variables(inputs.object().get("extra_vars"));
    return run(hosts(Job.of(playbook, members())).with(vars), bounds);
  }

  private Job job() {
    Job job =
        inputs
            .playbook()
            .map(file -> Job.of(file.toString(), members()))
            .orElseGet(() -> Job.ofRole(inputs.role().orElseThrow().toString(), members()));
    return hosts(job).withTags(inputs.texts("tags"), inputs.texts("skip_tags"));
  }

  private Job hosts(Job job) {
    Job whole =
        job.withInventory(inputs.inventory().stream().map(java.nio.file.Path::toString).toList());
    return inputs.text("limit").map(whole::limitedTo).orElse(whole);
  }

  private Ended run(Job job, Bounds bounds) {
    List<String> changed = new ArrayList<>();
    EventSink listener =
        event -> {
          if (event instanceof Event.Ok(var result) && result.changed()) {
            changed.add(
                result.host() + ": " + result.task().name() + " (" + result.task().path() + ")");
          }
        };
    try (ProjectRoot project = ProjectRoot.folder(inputs.project());
        Session session = new Session(setup(project));
        ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
        var _ = bounds.cancellation().onCancel(session::cancel)) {
      var alarm =
          clock.schedule(session::cancel, bounds.timeout().toMillis(), TimeUnit.MILLISECONDS);
      Outcome outcome = session.run(job, listener);
      boolean late = !alarm.cancel(false);
      return new Ended(outcome, List.copyOf(changed), late);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a playbook ran", e);
    }
  }

  private Session.Setup setup(ProjectRoot project) {
    Settings settings =
        Session.defaults()
            .with(
                Setting.DEFAULT_ROLES_PATH,
                String.join(
                    ":", inputs.rolePaths().stream().map(java.nio.file.Path::toString).toList()));
    Optional<String> known = access.knownHosts();
    if (known.isPresent()) {
      settings =
          settings.with(
              Setting.SSH_COMMON_ARGS,
              "-o UserKnownHostsFile=" + quoted(known.get()) + " -o GlobalKnownHostsFile=none");
    }
    Session.Setup setup = Session.Setup.of(project, Modules::named).with(settings);
    return Values.number(inputs.object().get("forks"))
        .map(BigDecimal::intValue)
        .map(setup::withForks)
        .orElse(setup);
  }

  private static String quoted(String path) {
    return "'" + path.replace("'", "'\\''") + "'";
  }
}
