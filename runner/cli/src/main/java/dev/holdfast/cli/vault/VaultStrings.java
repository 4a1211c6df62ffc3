package dev.holdfast.cli.vault;

import dev.holdfast.cli.common.CommandException;
import dev.holdfast.cli.common.Console;
import dev.holdfast.language.vault.Vaults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Texts for `encrypt_string`, and how their vaults are laid out to be pasted into YAML.
///
/// @param names given with `--name`
/// @param showInput whether what is typed at the prompt is seen
record VaultStrings(
    List<String> texts,
    List<String> names,
    Optional<String> stdinName,
    boolean prompt,
    boolean showInput) {
  private static final String INDENT = " ".repeat(10);

  /// A text to encrypt; never printed.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Plain(byte[] content, String source, Optional<String> name) {
    @Override
    public String toString() {
      return "Plain[" + source + "]";
    }
  }

  boolean readsStdin() {
    return texts.contains("-") || (texts.isEmpty() && !prompt) || stdinName.isPresent();
  }

  String encrypted(Vaults.Entry key, Console console) {
    List<Plain> all = collect(console);
    List<String> vaults = new ArrayList<>();
    for (Plain plain : all) {
      vaults.add(
          block(plain, Vaults.encrypt(plain.content(), key.secret(), Optional.of(key.id()))));
      if (all.size() > 1) {
        console.err().print(heading(plain, vaults.size()));
      }
    }
    return String.join("\n", vaults);
  }

  private List<Plain> collect(Console console) {
    List<Plain> all = new ArrayList<>();
    if (prompt) {
      all.add(asked(console));
    }
    if (readsStdin()) {
      all.add(new Plain(stdin(console), "stdin", stdinName));
    }
    List<String> given = texts.stream().filter(text -> !text.equals("-")).toList();
    if (!names.isEmpty() && given.size() > names.size()) {
      console.err().println("The number of --name options do not match the number of args.");
      console
          .err()
          .println(
              "The last named variable will be \""
                  + names.getLast()
                  + "\". The rest will not have names.");
    }
    for (int index = 0; index < given.size(); index++) {
      if (given.get(index).isEmpty()) {
        throw CommandException.options(
            "The plaintext provided from the command line args was empty, not encrypting");
      }
      all.add(
          new Plain(
              given.get(index).getBytes(StandardCharsets.UTF_8),
              "the command line args",
              index < names.size() ? Optional.of(names.get(index)) : Optional.empty()));
    }
    return all;
  }

  private Plain asked(Console console) {
    String name = console.ask("Variable name (enter for no name): ", false).orElse("");
    String question = showInput ? "String to encrypt:" : "String to encrypt (hidden): ";
    String text = console.ask(question, !showInput).orElse("");
    if (text.isEmpty()) {
      throw CommandException.options(
          "The plaintext provided from the prompt was empty, not encrypting");
    }
    return new Plain(
        text.getBytes(StandardCharsets.UTF_8),
        "the interactive prompt",
        Optional.of(name).filter(given -> !given.isEmpty()));
  }

  private static byte[] stdin(Console console) {
    try {
      if (console.terminal()) {
        console
            .err()
            .println(
                "Reading plaintext input from stdin. (ctrl-d to end input, twice if your content"
                    + " does not already have a newline)");
      }
      byte[] content = console.in().readAllBytes();
      if (content.length == 0) {
        throw CommandException.options("stdin was empty, not encrypting");
      }
      return content;
    } catch (IOException e) {
      throw CommandException.error("Unable to read standard input: " + e.getMessage());
    }
  }

  private static String block(Plain plain, String vault) {
    StringBuilder text = new StringBuilder();
    plain.name().ifPresent(name -> text.append(name).append(": "));
    text.append("!vault |");
    vault.lines().forEach(line -> text.append('\n').append(INDENT).append(line));
    return text.toString();
  }

  private static String heading(Plain plain, int number) {
    return plain
        .name()
        .map(name ->
            "# The encrypted version of variable (\"%s\", the string #%d from %s).\n"
                .formatted(name, number, plain.source()))
        .orElse(
            "# The encrypted version of the string #%d from %s.)\n"
                .formatted(number, plain.source()));
  }
}
