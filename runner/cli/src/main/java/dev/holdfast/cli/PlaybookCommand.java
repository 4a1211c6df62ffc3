package dev.holdfast.cli;

import dev.holdfast.cli.output.DefaultOutput;
import dev.holdfast.cli.output.ErrorText;
import dev.holdfast.cli.output.Screen;
import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.run.Engine;
import dev.holdfast.engine.run.PlaybookRun;
import dev.holdfast.engine.run.RunFailure;
import dev.holdfast.engine.run.RunOptions;
import dev.holdfast.engine.run.StepChoice;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.engine.settings.SettingsException;
import dev.holdfast.engine.settings.UserPath;
import dev.holdfast.engine.vars.ConnectionVars;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DocumentException;
import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import dev.holdfast.modules.Modules;
import dev.holdfast.transport.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `holdfast playbook`: runs playbooks as `ansible-playbook` does, with its options and exit
/// statuses.
@Command(
    name = "playbook",
    mixinStandardHelpOptions = true,
    description = "Runs Ansible playbooks on the hosts of an inventory.")
final class PlaybookCommand implements Callable<Integer> {
  private static final int ERROR = 1;
  private static final int PARSE_ERROR = 4;
  private static final int BUG = 250;
  private static final int OUR_FORKS = 50;

  private final Console console;

  @Mixin private final PlaybookOptions options = new PlaybookOptions();

  @Option(names = "--syntax-check", description = "only read the playbooks")
  private boolean syntaxCheck;

  @Option(names = "--start-at-task", description = "start at the task of this name")
  private Optional<String> startAt = Optional.empty();

  @Option(names = "--step", description = "ask before each task")
  private boolean step;

  @Option(names = "--force-handlers", description = "run handlers of failed hosts too")
  private boolean forceHandlers;

  @Option(names = "--flush-cache", description = "forget cached facts")
  private boolean flushCache;

  @Parameters(arity = "1..*", paramLabel = "PLAYBOOK", description = "playbook files")
  private List<String> playbooks = new ArrayList<>();

  PlaybookCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    Screen screen = console.screen();
    try {
      return run();
    } catch (PlaybookException mistake) {
      screen.fatal(ErrorText.of(mistake));
      return mistake.at().isPresent() ? PARSE_ERROR : ERROR;
    } catch (SettingsException | DocumentException mistake) {
      screen.fatal(String.valueOf(mistake.getMessage()));
      return PARSE_ERROR;
    } catch (LanguageException mistake) {
      screen.fatal(String.valueOf(mistake.getMessage()));
      return ERROR;
    } catch (RunFailure bug) {
      screen.fatal(String.valueOf(bug.getMessage()));
      if (options.verbosity() > 0) {
        bug.printStackTrace(console.err());
      }
      return BUG;
    } finally {
      console.out().flush();
      console.err().flush();
    }
  }

  private int run() throws InterruptedException {
    Settings settings = settings();
    List<Path> files = files(settings);
    Screen screen = console.screen(settings.bool(Setting.ANSIBLE_FORCE_COLOR));
    DefaultOutput output = new DefaultOutput(screen, output(settings));
    PlaybookRun.Status status = PlaybookRun.Status.OK;
    try (Engine engine = new Engine(request(settings, files.getFirst()), output)) {
      if (flushCache) {
        engine.forgetFacts();
      }
      for (int index = 0; index < files.size() && status == PlaybookRun.Status.OK; index++) {
        List<Play> plays = engine.load(files.get(index));
        if (syntaxCheck) {
          screen.line("\nplaybook: " + playbooks.get(index));
        } else {
          status = engine.run(playbooks.get(index), plays);
        }
      }
    }
    return status.code();
  }

  private List<Path> files(Settings settings) {
    List<Path> files = new ArrayList<>();
    for (String playbook : playbooks) {
      Path file = settings.userPath().resolve(playbook);
      if (!Files.exists(file)) {
        throw new PlaybookException("the playbook: " + playbook + " could not be found");
      }
      if (Files.isDirectory(file)) {
        throw new PlaybookException("the playbook: " + playbook + " does not appear to be a file");
      }
      files.add(file);
    }
    return files;
  }

  private Settings settings() {
    UserPath process = UserPath.ofProcess();
    Settings settings =
        Settings.load(new UserPath(console.environment(), process.directory(), process.home()));
    Map<Setting, Optional<String>> given = new EnumMap<>(Setting.class);
    given.put(Setting.DEFAULT_PRIVATE_KEY_FILE, options.privateKey());
    given.put(Setting.DEFAULT_TIMEOUT, options.timeout().map(number -> Integer.toString(number)));
    given.put(Setting.SSH_COMMON_ARGS, options.sshCommonArgs());
    given.put(Setting.SSH_EXTRA_ARGS, options.sshExtraArgs());
    for (Map.Entry<Setting, Optional<String>> entry : given.entrySet()) {
      if (entry.getValue().isPresent()) {
        settings = settings.with(entry.getKey(), entry.getValue().get());
      }
    }
    return settings;
  }

  private int forks(Settings settings) {
    return options
        .forks()
        .orElseGet(() ->
            settings.isGiven(Setting.DEFAULT_FORKS)
                ? settings.number(Setting.DEFAULT_FORKS)
                : OUR_FORKS);
  }

  private Engine.Request request(Settings settings, Path first) {
    int forks = forks(settings);
    int verbosity = Math.max(options.verbosity(), settings.number(Setting.DEFAULT_VERBOSITY));
    List<String> inventory =
        options.inventory().isEmpty()
            ? settings.list(Setting.DEFAULT_HOST_LIST)
            : options.inventory();
    List<String> tags = orElse(options.tags(), settings.list(Setting.TAGS_RUN));
    List<String> skipTags = orElse(options.skipTags(), settings.list(Setting.TAGS_SKIP));
    boolean diff = options.diff() || settings.bool(Setting.DIFF_ALWAYS);
    RunOptions run =
        new RunOptions(
            options.check(),
            diff,
            verbosity,
            forks,
            keywords(settings),
            tags,
            skipTags,
            startAt,
            forceHandlers || settings.bool(Setting.DEFAULT_FORCE_HANDLERS),
            RunOptions.Gathering.valueOf(
                settings.text(Setting.DEFAULT_GATHERING).toUpperCase(Locale.ROOT)),
            settings.bool(Setting.ERROR_ON_MISSING_HANDLER),
            settings.bool(Setting.INJECT_FACTS_AS_VARS));
    dev.holdfast.engine.vars.RunOptions visible =
        new dev.holdfast.engine.vars.RunOptions(
            options.check(),
            diff,
            forks,
            inventory,
            tags.isEmpty() ? List.of("all") : tags,
            skipTags,
            options.limit(),
            verbosity,
            true);
    Path basedir = Optional.ofNullable(first.toAbsolutePath().getParent()).orElse(Path.of("/"));
    return new Engine.Request(
        settings,
        basedir,
        inventory,
        options.limit(),
        options.extraVars(),
        new VaultSources(settings, console).vaults(options),
        passwords(),
        run,
        visible,
        Modules::named,
        dev.holdfast.engine.lookup.Lookups::of,
        console.prompter(),
        step ? this::wants : StepChoice.always());
  }

  private static List<String> orElse(List<String> given, List<String> otherwise) {
    return given.isEmpty() ? otherwise : given;
  }

  private Map<Keyword, Value> keywords(Settings settings) {
    Map<Keyword, Value> keywords = new EnumMap<>(Keyword.class);
    options.user().ifPresent(user -> keywords.put(Keyword.REMOTE_USER, Str.of(user)));
    options.connection().ifPresent(type -> keywords.put(Keyword.CONNECTION, Str.of(type)));
    if (options.become()) {
      keywords.put(Keyword.BECOME, Bool.TRUE);
    }
    options.becomeMethod().ifPresent(how -> keywords.put(Keyword.BECOME_METHOD, Str.of(how)));
    options.becomeUser().ifPresent(user -> keywords.put(Keyword.BECOME_USER, Str.of(user)));
    if (settings.bool(Setting.DEFAULT_NO_LOG)) {
      keywords.put(Keyword.NO_LOG, Bool.TRUE);
    }
    if (settings.bool(Setting.ANY_ERRORS_FATAL)) {
      keywords.put(Keyword.ANY_ERRORS_FATAL, Bool.TRUE);
    }
    return keywords;
  }

  private ConnectionVars.Passwords passwords() {
    Optional<Secret> connection = Optional.empty();
    if (options.askPass()) {
      connection = console.prompter().ask("SSH password: ", true).map(Secret::of);
    }
    Optional<Secret> become = Optional.empty();
    if (options.askBecomePass()) {
      String question =
          connection.isPresent()
              ? "BECOME password[defaults to SSH password]: "
              : "BECOME password: ";
      become = console.prompter().ask(question, true).filter(p -> !p.isEmpty()).map(Secret::of);
    }
    return new ConnectionVars.Passwords(connection, become.isPresent() ? become : connection);
  }

  private boolean wants(String task) {
    String answer =
        console
            .prompter()
            .ask("Perform task: TASK: " + task + " (N)o/(y)es/(c)ontinue: ", false)
            .orElse("")
            .toLowerCase(Locale.ROOT);
    if (answer.equals("c") || answer.equals("continue")) {
      step = false;
      return true;
    }
    return !step || answer.equals("y") || answer.equals("yes");
  }

  private DefaultOutput.Options output(Settings settings) {
    return new DefaultOutput.Options(
        Math.max(options.verbosity(), settings.number(Setting.DEFAULT_VERBOSITY)),
        settings.bool(Setting.DISPLAY_SKIPPED_HOSTS),
        settings.bool(Setting.DISPLAY_OK_HOSTS),
        settings.bool(Setting.DISPLAY_FAILED_STDERR),
        settings.bool(Setting.SHOW_TASK_PATH_ON_FAILURE),
        settings.bool(Setting.CHECK_MODE_MARKERS),
        settings.bool(Setting.DISPLAY_ARGS_TO_STDOUT),
        settings.bool(Setting.SHOW_CUSTOM_STATS),
        settings.bool(Setting.SHOW_PER_HOST_START),
        options.check(),
        settings.text(Setting.CALLBACK_RESULT_FORMAT).equals("yaml"),
        settings
            .optional(Setting.CALLBACK_FORMAT_PRETTY)
            .map(_ -> settings.bool(Setting.CALLBACK_FORMAT_PRETTY)),
        settings.number(Setting.DIFF_CONTEXT));
  }
}
