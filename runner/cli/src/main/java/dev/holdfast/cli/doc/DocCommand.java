package dev.holdfast.cli.doc;

import dev.holdfast.cli.common.CommandException;
import dev.holdfast.cli.common.CommonOptions;
import dev.holdfast.cli.common.Console;
import dev.holdfast.cli.common.Declared;
import dev.holdfast.cli.common.Guard;
import dev.holdfast.cli.common.Options;
import dev.holdfast.cli.output.Screen;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.language.filter.Filters;
import dev.holdfast.language.filter.Tests;
import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.modules.Modules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `holdfast doc`: lists modules, filters and tests, and what modules take.
@Command(
    name = "doc",
    addMethodSubcommands = false,
    description = "Says which modules there are and what they take.")
public final class DocCommand implements Callable<Integer>, Declared {
  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();
  private final Options shared = new Options();
  private final CommonOptions common = new CommonOptions(shared);

  @Option(
      names = {"-l", "--list"},
      description = "list all of the type")
  private boolean list;

  @Option(
      names = {"-F", "--list_files"},
      description = "list all of the type; ours are in no files")
  private boolean files;

  @Option(
      names = {"-t", "--type"},
      paramLabel = "TYPE",
      description = "module, filter or test (module)")
  private String type = "module";

  @Option(
      names = {"-s", "--snippet"},
      description = "a task to fill in")
  private boolean snippet;

  @Option(
      names = {"-j", "--json"},
      description = "as JSON")
  private boolean json;

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "modules, or a collection to list")
  private List<String> names = new ArrayList<>();

  public DocCommand(Console console) {
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
    if (list || files) {
      Collection<String> all = all();
      all.stream().filter(this::wanted).sorted().forEach(console.screen()::line);
      return 0;
    }
    if (names.isEmpty()) {
      throw CommandException.options("Incorrect options passed");
    }
    if (!type.equals("module")) {
      throw CommandException.notServed(
          "there is no text on single plugins of type " + type + " here; -l lists them");
    }
    return modules();
  }

  private boolean wanted(String name) {
    return names.isEmpty() || names.stream().anyMatch(part -> name.startsWith(part + "."));
  }

  private Collection<String> all() {
    return switch (type) {
      case "module" -> Modules.ALL.stream().map(Module::spec).map(ModuleSpec::fullName).toList();
      case "filter" -> Filters.ALL.keySet();
      case "test" -> Tests.ALL.keySet();
      default ->
          throw CommandException.notServed(
              "-t " + type + " is not served; module, filter and test are");
    };
  }

  private int modules() {
    Screen screen = console.screen();
    DictValue data = new DictValue();
    for (String name : names) {
      Optional<ModuleText> text = Modules.named(name).map(Module::spec).map(ModuleText::new);
      if (text.isEmpty()) {
        screen.warning(name + " was not found");
      } else if (json) {
        data.put(name, text.get().data());
      } else {
        screen.line(snippet ? text.get().snippet() : text.get().page());
      }
    }
    if (json) {
      screen.line(JsonWriter.write(data, JsonFormat.PLAIN.withSortKeys(true).withIndent(4)));
    }
    return 0;
  }
}
