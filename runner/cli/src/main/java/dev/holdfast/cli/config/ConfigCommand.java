package dev.holdfast.cli.config;

import dev.holdfast.cli.common.CommandException;
import dev.holdfast.cli.common.CommonOptions;
import dev.holdfast.cli.common.Console;
import dev.holdfast.cli.common.Declared;
import dev.holdfast.cli.common.Guard;
import dev.holdfast.cli.common.Options;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.engine.settings.UserPath;
import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.yaml.YamlFormat;
import dev.holdfast.language.yaml.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `holdfast config`: shows settings as `ansible-config` does.
@Command(
    name = "config",
    addMethodSubcommands = false,
    description = {"Shows the settings.", "ACTION is list, dump, view or init."})
public final class ConfigCommand implements Callable<Integer>, Declared {
  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();
  private final Options shared = new Options();
  private final CommonOptions common = new CommonOptions(shared);

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "this file instead of the first that is found")
  private Optional<String> file = Optional.empty();

  @Option(
      names = {"-t", "--type"},
      paramLabel = "TYPE",
      description = "base; settings of single plugins are not kept apart")
  private String type = "base";

  @Option(
      names = {"--only-changed", "--changed-only"},
      description = "dump: only what differs from the defaults")
  private boolean onlyChanged;

  @Option(
      names = {"-f", "--format"},
      description = "list: yaml, json; dump: display, yaml, json; init: ini, env")
  private Optional<String> format = Optional.empty();

  @Option(names = "--disabled", description = "init: everything commented out")
  private boolean disabled;

  @Parameters(index = "0", arity = "1", paramLabel = "ACTION", description = "what to do")
  private String action = "";

  public ConfigCommand(Console console) {
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

  private int run() {
    if (!List.of("base", "all").contains(type)) {
      throw CommandException.notServed("-t " + type + " is not served; base and all are");
    }
    console.screen().line(text(settings()));
    return 0;
  }

  private Settings settings() {
    if (file.isEmpty()) {
      return Settings.load(console.paths());
    }
    Path path = console.paths().resolve(file.get());
    if (!Files.isReadable(path)) {
      throw CommandException.options(
          "The provided configuration file is missing or not accessible: " + path);
    }
    Map<String, String> environment = new HashMap<>(console.environment());
    environment.put("ANSIBLE_CONFIG", path.toString());
    return Settings.load(
        new UserPath(environment, console.paths().directory(), console.paths().home()));
  }

  private String text(Settings settings) {
    return switch (action) {
      case "view" -> view(settings);
      case "list" ->
          switch (format.orElse("yaml")) {
            case "yaml" -> yaml(SettingsText.table());
            case "json" -> json(SettingsText.table());
            default -> throw unknown();
          };
      case "dump" -> dump(SettingsText.rows(settings, onlyChanged));
      case "init" ->
          switch (format.orElse("ini")) {
            case "ini" -> SettingsText.file(disabled);
            case "env" -> SettingsText.variables(disabled);
            default -> throw unknown();
          };
      default ->
          throw new CommandException(
              CommandException.Kind.NOT_SERVED,
              "argument action: invalid choice: '"
                  + action
                  + "' (choose from 'list', 'dump', 'view', 'init')");
    };
  }

  private CommandException unknown() {
    return CommandException.notServed(
        "--format " + format.orElse("") + " is not served for " + action);
  }

  private static String view(Settings settings) {
    Path path =
        settings
            .file()
            .orElseThrow(() -> CommandException.error("Invalid or no config file was supplied"));
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw CommandException.error("Failed to open config file: " + e.getMessage());
    }
  }

  private String dump(List<SettingsText.Row> rows) {
    Value all = new ListValue(rows.stream().map(SettingsText.Row::dict).toList());
    return switch (format.orElse("display")) {
      case "display" -> rows.stream().map(SettingsText.Row::line).collect(Collectors.joining("\n"));
      case "json" -> json(all);
      case "yaml" -> yaml(all);
      default -> throw unknown();
    };
  }

  private static String yaml(Value value) {
    return YamlWriter.write(value, YamlFormat.NICE.withIndent(2));
  }

  private static String json(Value value) {
    return JsonWriter.write(value, JsonFormat.PLAIN.withSortKeys(true).withIndent(4));
  }
}
