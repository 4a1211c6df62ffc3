package dev.holdfast.cli.common;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Declares options to picocli in code, and hands out what will be read of them.
///
/// Annotations would be read through reflection and proxies, which no ahead-of-time cache keeps: a
/// tenth of a second at each start of a command that is often over in one. Commands that run tasks
/// take this way; the others have annotations for what is their own.
public final class Options {
  private final CommandSpec spec;

  /// Options of a command that is declared in code altogether.
  public Options(CommandSpec spec) {
    this.spec = spec;
  }

  /// Options that a command with annotations takes in.
  public Options() {
    this(CommandSpec.create());
  }

  public CommandSpec spec() {
    return spec;
  }

  BooleanSupplier help(String description, String... names) {
    return flag(option(description, names).usageHelp(true));
  }

  BooleanSupplier version(String description, String... names) {
    return flag(option(description, names).versionHelp(true));
  }

  /// Given or not.
  public BooleanSupplier flag(String description, String... names) {
    return flag(option(description, names));
  }

  private BooleanSupplier flag(OptionSpec.Builder builder) {
    OptionSpec option = added(builder.type(boolean.class));
    return () -> Optional.ofNullable(option.<Boolean>getValue()).orElse(false);
  }

  /// How often it is given.
  IntSupplier times(String description, String... names) {
    OptionSpec option = added(option(description, names).type(boolean[].class).arity("0"));
    return () -> Optional.ofNullable(option.<boolean[]>getValue()).map(all -> all.length).orElse(0);
  }

  /// A text.
  ///
  /// @param label what stands for it in the help
  public Supplier<Optional<String>> text(String label, String description, String... names) {
    OptionSpec option = added(option(description, names).type(String.class).paramLabel(label));
    return () -> Optional.ofNullable(option.getValue());
  }

  /// A whole number.
  Supplier<Optional<Integer>> number(String label, String description, String... names) {
    OptionSpec option = added(option(description, names).type(Integer.class).paramLabel(label));
    return () -> Optional.ofNullable(option.getValue());
  }

  /// Texts, one for each time that it is given.
  public Supplier<List<String>> texts(String label, String description, String... names) {
    OptionSpec option =
        added(
            option(description, names)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel(label));
    return () -> Optional.ofNullable(option.<List<String>>getValue()).orElse(List.of());
  }

  /// What stands behind the options.
  public Supplier<List<String>> words(String arity, String label, String description) {
    PositionalParamSpec words =
        PositionalParamSpec.builder()
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity(arity)
            .required(!arity.startsWith("0"))
            .paramLabel(label)
            .description(description)
            .build();
    spec.addPositional(words);
    return () -> Optional.ofNullable(words.<List<String>>getValue()).orElse(List.of());
  }

  private static OptionSpec.Builder option(String description, String... names) {
    return OptionSpec.builder(names[0], Arrays.copyOfRange(names, 1, names.length))
        .description(description);
  }

  private OptionSpec added(OptionSpec.Builder builder) {
    OptionSpec option = builder.build();
    spec.addOption(option);
    return option;
  }
}
