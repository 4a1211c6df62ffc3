package dev.holdfast.cli.common;

import dev.holdfast.cli.output.Screen;
import dev.holdfast.engine.inventory.Host;
import dev.holdfast.engine.inventory.Hosts;
import dev.holdfast.engine.inventory.Inventory;
import dev.holdfast.engine.lookup.Lookups;
import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.run.Connections;
import dev.holdfast.engine.run.Engine;
import dev.holdfast.engine.run.RunOptions;
import dev.holdfast.engine.run.StepChoice;
import dev.holdfast.engine.run.Way;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.engine.vars.ConnectionVars;
import dev.holdfast.engine.vars.ExtraVars;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.vault.Vaults;
import dev.holdfast.modules.Modules;
import dev.holdfast.transport.Secret;
import dev.holdfast.transport.config.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// What the options of a command that runs tasks, and the settings, come to.
public final class Launch {
  private static final Set<String> LOCAL = Set.of("127.0.0.1", "localhost", "::1");

  private final Console console;
  private final TaskOptions options;
  private final Settings settings;

  /// What only some commands have.
  ///
  /// @param basedir beside which variables and roles are looked for
  /// @param beside whether variable files beside it count
  /// @param tags empty for all
  /// @param secrets whether passwords are asked for
  public record Extras(
      Path basedir,
      boolean beside,
      List<String> tags,
      List<String> skipTags,
      Optional<String> startAt,
      boolean forceHandlers,
      StepChoice step,
      boolean secrets) {
    /// Of a command that knows neither tags nor steps.
    public static Extras plain(Path basedir, boolean beside) {
      return new Extras(
          basedir,
          beside,
          List.of(),
          List.of(),
          Optional.empty(),
          false,
          StepChoice.always(),
          true);
    }
  }

  public Launch(Console console, TaskOptions options) {
    this.console = console;
    this.options = options;
    this.settings = settings(console, options);
  }

  private static Settings settings(Console console, TaskOptions options) {
    Settings settings = Settings.load(console.paths());
    ConnectOptions connect = options.connect();
    Map<Setting, Optional<String>> given = new EnumMap<>(Setting.class);
    given.put(Setting.DEFAULT_PRIVATE_KEY_FILE, connect.privateKey());
    given.put(Setting.DEFAULT_TIMEOUT, connect.timeout().map(number -> Integer.toString(number)));
    given.put(Setting.SSH_COMMON_ARGS, connect.sshCommonArgs());
    given.put(Setting.SSH_EXTRA_ARGS, connect.sshExtraArgs());
    given.put(Setting.DEFAULT_MODULE_PATH, modulePath(options, settings));
    for (Map.Entry<Setting, Optional<String>> entry : given.entrySet()) {
      if (entry.getValue().isPresent()) {
        settings = settings.with(entry.getKey(), entry.getValue().get());
      }
    }
    return settings;
  }

  private static Optional<String> modulePath(TaskOptions options, Settings settings) {
    if (options.modulePath().isEmpty()) {
      return Optional.empty();
    }
    List<String> folders = new ArrayList<>();
    for (String given : options.modulePath().reversed()) {
      for (String folder : given.split(":", -1)) {
        if (!folder.isEmpty()) {
          folders.add(settings.userPath().resolve(folder).toString());
        }
      }
    }
    settings.paths(Setting.DEFAULT_MODULE_PATH).forEach(path -> folders.add(path.toString()));
    return Optional.of(String.join(":", folders));
  }

  public Settings settings() {
    return settings;
  }

  /// What verbose commands say first.
  public void preamble(Screen screen) {
    if (verbosity() > 1) {
      screen.line(
          String.join(
              "\n",
              VersionText.of(
                  console.environment().getOrDefault("HOLDFAST_NAME", "ansible"), console)),
          Screen.Colour.VERBOSE);
    }
    if (verbosity() > 0) {
      screen.line(
          settings
              .file()
              .map(file -> "Using " + file + " as config file")
              .orElse("No config file found; using defaults"),
          Screen.Colour.VERBOSE);
    }
  }

  public int verbosity() {
    return Math.max(options.verbosity(), settings.number(Setting.DEFAULT_VERBOSITY));
  }

  public int forks() {
    int forks =
        options
            .forks()
            .orElseGet(() ->
                settings.isGiven(Setting.DEFAULT_FORKS)
                    ? settings.number(Setting.DEFAULT_FORKS)
                    : RunOptions.OUR_FORKS);
    if (forks < 1) {
      throw new CommandException(
          CommandException.Kind.NOT_SERVED, "The number of processes (--forks) must be >= 1");
    }
    return forks;
  }

  /// What the engine is asked for.
  public Engine.Request request(Extras extras, Consumer<String> warnings) {
    List<String> inventory = inventory(options.inventory(), settings);
    Vaults vaults = new VaultSources(settings, console, warnings).vaults(options.vault());
    return new Engine.Request(
        settings,
        extras.basedir(),
        extras.beside(),
        Hosts.of(inventory),
        Way.Table.none(),
        options.limit(),
        ExtraVars.Given.of(options.extraVars()),
        vaults,
        extras.secrets() ? passwords() : ConnectionVars.Passwords.NONE,
        wanted(extras).with(settings),
        Modules::named,
        Lookups::of,
        console.prompter(),
        extras.step());
  }

  /// The connections of one command.
  public static Connections connections() {
    return new Connections(Surroundings.real());
  }

  /// The sources of an inventory: those of the command line, else those of the settings.
  public static List<String> inventory(List<String> given, Settings settings) {
    return given.isEmpty() ? settings.list(Setting.DEFAULT_HOST_LIST) : given;
  }

  private RunOptions.Wanted wanted(Extras extras) {
    return new RunOptions.Wanted(
        options.check(),
        options.diff(),
        verbosity(),
        forks(),
        keywords(),
        extras.tags(),
        extras.skipTags(),
        extras.startAt(),
        extras.forceHandlers());
  }

  private Map<Keyword, Value> keywords() {
    Map<Keyword, Value> keywords = new EnumMap<>(Keyword.class);
    ConnectOptions connect = options.connect();
    connect.user().ifPresent(user -> keywords.put(Keyword.REMOTE_USER, Str.of(user)));
    connect.connection().ifPresent(type -> keywords.put(Keyword.CONNECTION, Str.of(type)));
    if (connect.become()) {
      keywords.put(Keyword.BECOME, Bool.TRUE);
    }
    connect.becomeMethod().ifPresent(how -> keywords.put(Keyword.BECOME_METHOD, Str.of(how)));
    connect.becomeUser().ifPresent(user -> keywords.put(Keyword.BECOME_USER, Str.of(user)));
    return keywords;
  }

  private ConnectionVars.Passwords passwords() {
    ConnectOptions connect = options.connect();
    boolean asked = connect.askPass() || settings.bool(Setting.DEFAULT_ASK_PASS);
    Optional<Secret> connection =
        asked
            ? console.ask("SSH password: ", true).map(Secret::of)
            : file(connect.passwordFile(), Setting.CONNECTION_PASSWORD_FILE);
    if (!connect.askBecomePass() && !settings.bool(Setting.DEFAULT_BECOME_ASK_PASS)) {
      return new ConnectionVars.Passwords(
          connection, file(connect.becomePasswordFile(), Setting.BECOME_PASSWORD_FILE));
    }
    String method =
        settings.bool(Setting.AGNOSTIC_BECOME_PROMPT)
            ? "BECOME"
            : connect
                .becomeMethod()
                .orElseGet(() -> settings.text(Setting.DEFAULT_BECOME_METHOD))
                .toUpperCase(Locale.ROOT);
    String question = method + (asked ? " password[defaults to SSH password]: " : " password: ");
    Optional<Secret> become =
        console.ask(question, true).filter(typed -> !typed.isEmpty()).map(Secret::of);
    return new ConnectionVars.Passwords(
        connection, become.isEmpty() && asked ? connection : become);
  }

  private Optional<Secret> file(Optional<String> given, Setting setting) {
    return given
        .or(() -> settings.optional(setting))
        .map(source -> PasswordFile.read(source, settings.userPath()));
  }

  /// The hosts that a pattern chooses within the limit.
  ///
  /// @throws CommandException when there are hosts, but none of them is chosen
  public List<Host> hosts(Inventory inventory, String pattern, Consumer<String> warnings) {
    boolean empty = inventory.select(List.of("all"), false).isEmpty();
    if (empty && settings.bool(Setting.LOCALHOST_WARNING) && !LOCAL.contains(pattern)) {
      warnings.accept(
          "provided hosts list is empty, only localhost is available. Note that the implicit"
              + " localhost does not match 'all'");
    }
    List<Host> hosts = inventory.select(List.of(pattern));
    if (hosts.isEmpty() && !empty) {
      throw CommandException.error(
          "Specified inventory, host pattern and/or --limit leaves us with no hosts to target.");
    }
    return hosts;
  }
}
