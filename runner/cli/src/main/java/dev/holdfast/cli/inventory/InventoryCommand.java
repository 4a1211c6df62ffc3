package dev.holdfast.cli.inventory;

import dev.holdfast.cli.common.CommandException;
import dev.holdfast.cli.common.Console;
import dev.holdfast.cli.common.Declared;
import dev.holdfast.cli.common.Guard;
import dev.holdfast.cli.common.Launch;
import dev.holdfast.cli.common.Options;
import dev.holdfast.cli.common.SourceOptions;
import dev.holdfast.cli.common.TaskOptions;
import dev.holdfast.cli.output.Outputs;
import dev.holdfast.cli.output.Screen;
import dev.holdfast.engine.inventory.Group;
import dev.holdfast.engine.inventory.Host;
import dev.holdfast.engine.inventory.Inventory;
import dev.holdfast.engine.run.Connections;
import dev.holdfast.engine.run.Engine;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.yaml.YamlFormat;
import dev.holdfast.language.yaml.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `holdfast inventory`: shows hosts, groups and variables as `ansible-inventory` does.
@Command(
    name = "inventory",
    addMethodSubcommands = false,
    description = "Shows an inventory as the runner sees it.")
public final class InventoryCommand implements Callable<Integer>, Declared {
  private static final JsonFormat JSON =
      JsonFormat.PLAIN.withSortKeys(true).withIndent(4).withEnsureAscii(false);
  private static final YamlFormat YAML = YamlFormat.NICE.withIndent(2);

  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Options shared = new Options();
  private final SourceOptions options = new SourceOptions(shared);

  @Option(names = "--list", description = "all hosts and groups")
  private boolean list;

  @Option(names = "--host", paramLabel = "HOST", description = "the variables of a host")
  private Optional<String> host = Optional.empty();

  @Option(names = "--graph", description = "who is inside whom")
  private boolean graph;

  @Option(
      names = {"-y", "--yaml"},
      description = "as YAML")
  private boolean yaml;

  @Option(names = "--toml", description = "refused: nothing here writes TOML")
  private boolean toml;

  @Option(names = "--vars", description = "with variables, for --graph")
  private boolean vars;

  @Option(
      names = "--export",
      description = "with --list: variables where they are set, instead of flattened by host")
  private boolean export;

  @Option(names = "--output", paramLabel = "FILE", description = "write there")
  private Optional<String> output = Optional.empty();

  @Option(
      names = "--playbook-dir",
      paramLabel = "FOLDER",
      description = "where group_vars and host_vars are looked for, too")
  private Optional<String> playbookDir = Optional.empty();

  @Parameters(arity = "0..1", paramLabel = "GROUP", description = "where --graph begins (all)")
  private String pattern = "all";

  public InventoryCommand(Console console) {
    this.console = console;
  }

  @Override
  public Options options() {
    return shared;
  }

  @Override
  public Integer call() throws InterruptedException {
    return new Guard(console, spec, options.verbosity() > 0).run(this::run);
  }

  private int run() {
    check();
    Launch launch = new Launch(console, new TaskOptions(options));
    Settings settings = launch.settings();
    Optional<Path> folder =
        playbookDir
            .or(() -> settings.optional(Setting.PLAYBOOK_DIR))
            .map(settings.userPath()::resolve);
    Path basedir = folder.orElse(settings.userPath().directory());
    try (Outputs outputs =
        Outputs.open(
            Outputs.Request.plain(
                console.out(),
                console.err(),
                settings,
                new Outputs.Terminal(console.terminal(), console.plain(), console.width())))) {
      launch.preamble(outputs.screen());
      Engine.Request request = launch.request(Launch.Extras.plain(basedir, true), outputs::warn);
      try (Connections connections = Launch.connections();
          Engine engine = new Engine(request, connections, outputs.sink())) {
        boolean own = export || settings.bool(Setting.INVENTORY_EXPORT);
        InventoryVariables variables =
            new InventoryVariables(engine.scopes(), basedir, folder.stream().toList(), own);
        return write(text(engine.inventory(), variables), settings, outputs.screen());
      }
    }
  }

  private void check() {
    long asked = Stream.of(list, host.isPresent(), graph).filter(given -> given).count();
    if (asked == 0) {
      throw CommandException.options(
          "No action selected, at least one of --host, --graph or --list needs to be specified.");
    }
    if (asked > 1) {
      throw CommandException.options(
          "Conflicting options used, only one of --host, --graph or --list can be used at the same"
              + " time.");
    }
    if (toml && !graph) {
      throw CommandException.notServed("--toml is not served; --yaml and JSON are");
    }
  }

  private String text(Inventory inventory, InventoryVariables variables) {
    if (host.isPresent()) {
      List<Host> hosts = inventory.select(List.of(host.get()));
      if (hosts.size() != 1) {
        throw CommandException.options("You must pass a single valid host to --host parameter");
      }
      return dump(variables.of(hosts.getFirst()));
    }
    if (graph) {
      Group top =
          Optional.ofNullable(inventory.groups().get(pattern))
              .orElseThrow(() ->
                  CommandException.options("Pattern must be valid group name when using --graph"));
      return new InventoryGraph(variables, vars).of(top);
    }
    Group all = Optional.ofNullable(inventory.groups().get("all")).orElseThrow();
    InventoryTree tree = new InventoryTree(inventory, variables, variables.own());
    return dump(yaml ? tree.nested(all) : tree.script(all));
  }

  private String dump(DictValue value) {
    return yaml ? YamlWriter.write(value, YAML) : JsonWriter.write(marked(value), JSON);
  }

  /// Text that must never be templated says so, for whoever reads the list as an inventory.
  private static Value marked(Value value) {
    return switch (value) {
      case Str str when str.unsafe() -> {
        DictValue mark = new DictValue();
        mark.put("__ansible_unsafe", Str.of(str.text()));
        yield mark;
      }
      case DictValue dict -> {
        DictValue changed = new DictValue();
        dict.entries().forEach((key, inner) -> changed.put(key, marked(inner)));
        yield changed;
      }
      case ListValue items ->
          new ListValue(items.items().stream().map(InventoryCommand::marked).toList());
      default -> value;
    };
  }

  private int write(String text, Settings settings, Screen screen) {
    if (output.isEmpty()) {
      screen.line(text);
      return 0;
    }
    Path file = settings.userPath().resolve(output.get());
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw CommandException.error(
          "Unable to write to destination file (" + output.get() + "): " + e.getMessage());
    }
    return 0;
  }
}
