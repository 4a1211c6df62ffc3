package dev.holdfast.cli.galaxy;

import dev.holdfast.cli.common.CommandException;
import dev.holdfast.cli.common.CommonOptions;
import dev.holdfast.cli.common.Console;
import dev.holdfast.cli.common.Declared;
import dev.holdfast.cli.common.Guard;
import dev.holdfast.cli.common.Options;
import dev.holdfast.cli.output.Screen;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `holdfast galaxy`: installs, lists, begins and removes roles and collections, without a server.
@Command(
    name = "galaxy",
    addMethodSubcommands = false,
    description = {
      "Installs roles and collections from folders, archives and git repositories.",
      "Arguments: [role|collection] install|list|init|remove [NAME...]"
    })
public final class GalaxyCommand implements Callable<Integer>, Declared {
  private static final Set<String> KINDS = Set.of("role", "collection");

  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();
  private final Options shared = new Options();
  private final CommonOptions common = new CommonOptions(shared);

  @Option(
      names = {"-r", "--role-file", "--requirements-file"},
      paramLabel = "FILE",
      description = "install what this file lists")
  private Optional<String> requirements = Optional.empty();

  @Option(
      names = {"-p", "--roles-path", "--collections-path"},
      paramLabel = "FOLDER",
      description = "where they go, instead of the first folder of the settings")
  private Optional<String> folder = Optional.empty();

  @Option(
      names = {"-f", "--force"},
      description = "even where it is there already")
  private boolean force;

  @Option(
      names = {"-i", "--ignore-errors"},
      description = "go on with the next one")
  private boolean ignoreErrors;

  @Option(
      names = {"-n", "--no-deps", "--offline"},
      description = "say nothing of missing dependencies; they are never fetched")
  private boolean noDeps;

  @Option(names = "--init-path", paramLabel = "FOLDER", description = "where init begins")
  private String initPath = ".";

  @Parameters(arity = "1..*", paramLabel = "ARGUMENT", description = "see above")
  private List<String> words = new ArrayList<>();

  public GalaxyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Options options() {
    return shared;
  }

  @Override
  public Integer call() throws InterruptedException {
    return new Guard(console, spec, common.verbosity() > 0).run(this::run);
  }

  private int run() throws InterruptedException {
    boolean named = KINDS.contains(words.getFirst());
    String kind = named ? words.getFirst() : "role";
    List<String> rest = named ? words.subList(1, words.size()) : words;
    if (rest.isEmpty()) {
      throw CommandException.options("what to do with a " + kind + " must be given");
    }
    Settings settings = Settings.load(console.paths());
    List<String> names = rest.subList(1, rest.size());
    try {
      return run(kind, named, rest.getFirst(), names, settings);
    } catch (IOException e) {
      throw CommandException.error(String.valueOf(e));
    }
  }

  private int run(String kind, boolean named, String action, List<String> names, Settings settings)
      throws IOException, InterruptedException {
    Roles roles =
        new Roles(
            folders(settings, Setting.DEFAULT_ROLES_PATH), console.screen(), Clock.systemUTC());
    Collections collections =
        new Collections(folders(settings, Setting.COLLECTIONS_PATHS), console.screen(), !noDeps);
    boolean role = kind.equals("role");
    switch (action) {
      case "install" -> {
        return install(role, named, names, roles, collections);
      }
      case "list" -> {
        if (role) {
          roles.list();
        } else {
          collections.list();
        }
      }
      case "init" -> init(role, names);
      case "remove" -> {
        if (!role) {
          throw CommandException.notServed("ansible-galaxy collection remove is not served");
        }
        for (String name : names) {
          roles.remove(name);
        }
      }
      default ->
          throw CommandException.notServed(
              "ansible-galaxy "
                  + kind
                  + " "
                  + action
                  + " is not served; install, list, init and remove are");
    }
    return 0;
  }

  private List<Path> folders(Settings settings, Setting setting) {
    List<Path> folders = new ArrayList<>();
    folder.ifPresent(name -> folders.add(settings.userPath().resolve(name)));
    if (folders.isEmpty()) {
      folders.addAll(settings.paths(setting));
    }
    return folders;
  }

  /// What an installation does with each of its requirements.
  @FunctionalInterface
  private interface Step {
    boolean install(Requirement requirement) throws IOException, InterruptedException;
  }

  private int install(
      boolean role, boolean named, List<String> names, Roles roles, Collections collections)
      throws IOException, InterruptedException {
    List<Requirement> wantedRoles = new ArrayList<>();
    List<Requirement> wantedCollections = new ArrayList<>();
    for (String name : names) {
      if (role) {
        wantedRoles.add(Requirement.ofRole(name));
      } else {
        wantedCollections.add(Requirement.ofCollection(name));
      }
    }
    if (requirements.isPresent()) {
      Requirement.All all = Requirement.read(console.paths().resolve(requirements.get()));
      if (role) {
        wantedRoles.addAll(all.roles());
      }
      if (!role || (!named && folder.isEmpty())) {
        wantedCollections.addAll(all.collections());
      }
    }
    if (wantedRoles.isEmpty() && wantedCollections.isEmpty()) {
      throw CommandException.options("- you must specify user/role name or a roles file");
    }
    try (Fetcher fetcher = new Fetcher(console.paths())) {
      int status = 0;
      if (!wantedRoles.isEmpty()) {
        console.screen().line("Starting galaxy role install process");
        status =
            each(
                wantedRoles,
                one -> {
                  roles.install(one, fetcher, force);
                  return true;
                });
      }
      return wantedCollections.isEmpty()
          ? status
          : Math.max(
              status,
              collections(wantedCollections, one -> collections.install(one, fetcher, force)));
    }
  }

  private int collections(List<Requirement> wanted, Step step)
      throws IOException, InterruptedException {
    Screen screen = console.screen();
    screen.line("Starting galaxy collection install process");
    List<Boolean> fresh = new ArrayList<>();
    int status =
        each(
            wanted,
            one -> {
              fresh.add(step.install(one));
              return true;
            });
    if (status == 0 && !fresh.contains(true)) {
      screen.line(
          "Nothing to do. All requested collections are already installed. If you want to reinstall"
              + " them, consider using `--force`.");
    }
    return status;
  }

  private int each(List<Requirement> wanted, Step step) throws IOException, InterruptedException {
    for (Requirement one : wanted) {
      try {
        step.install(one);
      } catch (CommandException problem) {
        console
            .screen()
            .warning(
                "- "
                    + one.shortName()
                    + " was NOT installed successfully: "
                    + problem.getMessage());
        if (!ignoreErrors) {
          throw new CommandException(
              problem.kind(),
              "- you can use --ignore-errors to skip failed roles and finish processing the list.");
        }
      }
    }
    return 0;
  }

  private void init(boolean role, List<String> names) throws IOException {
    if (names.size() != 1) {
      throw CommandException.options("one name must be given");
    }
    String name = names.getFirst();
    Path base = console.paths().resolve(initPath);
    if (role) {
      Skeleton.role(base.resolve(name), name, force);
      console.screen().line("- Role " + name + " was created successfully");
      return;
    }
    String[] parts = name.split("\\.", -1);
    if (parts.length != 2 || !name.matches("[a-z_]\\w*\\.[a-z_]\\w*")) {
      throw CommandException.options(
          "Invalid collection name '"
              + name
              + "', name must be in the format <namespace>.<collection>.");
    }
    Skeleton.collection(base.resolve(parts[0]).resolve(parts[1]), parts[0], parts[1], force);
    console.screen().line("- Collection " + name + " was created successfully");
  }
}
