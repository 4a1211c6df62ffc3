package dev.holdfast.engine.session;

import dev.holdfast.engine.event.EventSink;
import dev.holdfast.engine.inventory.Hosts;
import dev.holdfast.engine.lookup.Lookups;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.run.Connections;
import dev.holdfast.engine.run.Engine;
import dev.holdfast.engine.run.PlaybookRun;
import dev.holdfast.engine.run.Prompter;
import dev.holdfast.engine.run.RunOptions;
import dev.holdfast.engine.run.StepChoice;
import dev.holdfast.engine.run.Way;
import dev.holdfast.engine.session.Outcome.End;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.engine.settings.SettingsException;
import dev.holdfast.engine.settings.UserPath;
import dev.holdfast.engine.source.ProjectRoot;
import dev.holdfast.engine.vars.ConnectionVars;
import dev.holdfast.engine.vars.ExtraVars;
import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.vault.Vaults;
import dev.holdfast.language.yaml.Position;
import dev.holdfast.language.yaml.YamlNode;
import dev.holdfast.language.yaml.YamlReader;
import dev.holdfast.transport.config.ConfigFiles;
import dev.holdfast.transport.config.Surroundings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/// Runs the playbooks of one project one after another over the same connections, which end with
/// the session. One run at a time; sessions side by side know nothing of each other.
public final class Session implements AutoCloseable {
  private static final Path NOWHERE = Path.of("/nonexistent");

  private final Setup setup;
  private final Connections connections;
  private Optional<Thread> running = Optional.empty();
  private boolean cancelled;

  /// Open until a cancellation has ended the commands on machines.
  private final CountDownLatch stopped = new CountDownLatch(1);

  /// What all runs of a session share.
  ///
  /// @param modules every module by name: `Modules::named`
  /// @param settings as the runs see them; [#settings] are those of nobody
  /// @param forks how many hosts are worked on at once
  public record Setup(
      ProjectRoot project,
      Function<String, Optional<Module>> modules,
      Settings settings,
      Vaults vaults,
      Surroundings surroundings,
      int forks) {

    /// Nothing is known of this machine and its user.
    public static Setup of(ProjectRoot project, Function<String, Optional<Module>> modules) {
      return new Setup(project, modules, defaults(), Vaults.NONE, nobody(), RunOptions.OUR_FORKS);
    }

    public Setup with(Settings other) {
      return new Setup(project, modules, other, vaults, surroundings, forks);
    }

    public Setup with(Surroundings other) {
      return new Setup(project, modules, settings, vaults, other, forks);
    }

    public Setup withForks(int number) {
      return new Setup(project, modules, settings, vaults, surroundings, number);
    }
  }

  /// The defaults of all settings, except that nothing is looked for outside of the project.
  public static Settings defaults() {
    Settings settings = Settings.defaults(new UserPath(Map.of(), Path.of("/"), NOWHERE));
    for (Setting folders :
        List.of(
            Setting.DEFAULT_ROLES_PATH,
            Setting.COLLECTIONS_PATHS,
            Setting.DEFAULT_MODULE_PATH,
            Setting.DEFAULT_MODULE_UTILS_PATH,
            Setting.DEFAULT_ACTION_PLUGIN_PATH)) {
      settings = settings.with(folders, "");
    }
    return settings;
  }

  /// A user without files, agent and environment.
  public static Surroundings nobody() {
    return new Surroundings(
        NOWHERE.toString(),
        "root",
        "localhost",
        Map.of(),
        new ConfigFiles() {
          @Override
          public Optional<String> read(String path) {
            return Optional.empty();
          }

          @Override
          public List<String> glob(String pattern) {
            return List.of();
          }
        });
  }

  public Session(Setup setup) {
    this.setup = setup;
    this.connections = new Connections(setup.surroundings());
  }

  /// Runs a playbook. Whatever is wrong with it or with machines is part of the outcome.
  ///
  /// @param listener hears all events, on the calling thread or on those of hosts, one at a time
  /// @throws IllegalStateException while another run of the session is under way
  /// @throws InterruptedException when the calling thread is interrupted; the session is over then
  public Outcome run(Job job, EventSink listener) throws InterruptedException {
    if (!begin()) {
      return ended(End.CANCELLED, new Troubles(listener, setup.project()::shown), Optional.empty());
    }
    boolean done = false;
    try {
      Outcome outcome = attempt(job, new Troubles(listener, setup.project()::shown));
      done = true;
      return outcome;
    } finally {
      if (end()) {
        stopped.await();
      } else if (!done) {
        close();
      }
    }
  }

  private Outcome attempt(Job job, Troubles troubles) throws InterruptedException {
    Optional<Engine> made = Optional.empty();
    try (Engine engine = new Engine(request(job), connections, troubles)) {
      made = Optional.of(engine);
      PlaybookRun.Status status = engine.run(job.what().name(), plays(engine, job));
      return ended(isCancelled() ? End.CANCELLED : end(status), troubles, made);
    } catch (InterruptedException e) {
      if (!isCancelled()) {
        throw e;
      }
      return ended(End.CANCELLED, troubles, made);
    } catch (PlaybookException mistake) {
      troubles.mistake(String.valueOf(mistake.getMessage()), mistake.at().map(Position::fileLine));
    } catch (SettingsException | LanguageException mistake) {
      troubles.mistake(String.valueOf(mistake.getMessage()), Optional.empty());
    }
    return ended(isCancelled() ? End.CANCELLED : End.FAILED, troubles, made);
  }

  private List<Play> plays(Engine engine, Job job) {
    return switch (job.what()) {
      case Job.What.Playbook(String name) -> engine.load(setup.project().file(name));
      case Job.What.Role(String name) -> List.of(engine.load(play(setup.project().file(name))));
    };
  }

  /// A play of one role for all hosts.
  private static YamlNode.Mapping play(Path role) {
    String text =
        "hosts: all\nroles: ["
            + JsonWriter.write(Str.of(String.valueOf(role.getFileName())), JsonFormat.PLAIN)
            + "]\n";
    if (YamlReader.load(role.toString(), text).root() instanceof YamlNode.Mapping play) {
      return play;
    }
    throw new IllegalStateException("no play: " + text);
  }

  private static End end(PlaybookRun.Status status) {
    return switch (status) {
      case OK -> End.OK;
      case FAILED -> End.FAILED;
      case UNREACHABLE -> End.UNREACHABLE;
    };
  }

  private static Outcome ended(End end, Troubles troubles, Optional<Engine> engine) {
    return new Outcome(
        end,
        troubles.stats(),
        troubles.lasting(),
        engine.map(made -> made.results().ofHosts()).orElse(Map.of()),
        engine.map(made -> made.results().ofRun()).orElseGet(DictValue::new),
        troubles.warnings());
  }

  private Engine.Request request(Job job) {
    Path folder =
        switch (job.what()) {
          case Job.What.Playbook(String name) -> above(setup.project().file(name));
          case Job.What.Role(String name) -> around(setup.project().file(name));
        };
    Settings settings = setup.settings().within(setup.project().root());
    Map<String, Way> ways = new HashMap<>();
    job.members().forEach(member -> ways.put(member.name(), member.way()));
    List<Hosts.Made> made =
        job.members().stream()
            .map(member -> new Hosts.Made(member.name(), member.groups(), Reaching.vars(member)))
            .toList();
    return new Engine.Request(
        settings,
        folder,
        true,
        new Hosts(job.inventory(), made),
        host -> Optional.ofNullable(ways.get(host)),
        job.limit(),
        new ExtraVars.Given(List.of(), job.vars()),
        setup.vaults(),
        ConnectionVars.Passwords.NONE,
        new RunOptions.Wanted(
                job.check(),
                job.diff(),
                0,
                setup.forks(),
                Map.of(),
                job.tags(),
                job.skipTags(),
                Optional.empty(),
                false)
            .with(settings),
        setup.modules(),
        Lookups::of,
        Prompter.nobody(),
        StepChoice.always());
  }

  /// The folder of a project that has this role: the one above `roles`, else the one above the
  /// role.
  private static Path around(Path role) {
    Path above = above(role);
    return above.endsWith("roles") ? above(above) : above;
  }

  private static Path above(Path file) {
    return Optional.ofNullable(file.getParent()).orElse(file);
  }

  private synchronized boolean begin() {
    if (running.isPresent()) {
      throw new IllegalStateException("a session runs one playbook at a time");
    }
    if (cancelled) {
      return false;
    }
    running = Optional.of(Thread.currentThread());
    return true;
  }

  /// @return whether the run was cancelled
  private synchronized boolean end() {
    running = Optional.empty();
    if (cancelled) {
      // What woke this thread was meant for the run alone.
      Thread.interrupted();
    }
    return cancelled;
  }

  private synchronized boolean isCancelled() {
    return cancelled;
  }

  /// Stops at once whatever runs: the commands on machines are ended, then connections. The session
  /// is over then. May be called from any thread, more than once.
  public void cancel() {
    synchronized (this) {
      cancelled = true;
      running.ifPresent(Thread::interrupt);
    }
    try {
      connections.stop();
    } finally {
      stopped.countDown();
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
