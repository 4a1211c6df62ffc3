package dev.holdfast.lab.machine;

import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.machine.Ran;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One start of a program.
///
/// @param words the program's name and its arguments
/// @param input what it reads
/// @param directory where it runs
/// @param environment all of it
public record Call(
    MemoryMachine machine,
    Identity who,
    List<String> words,
    Bytes input,
    String directory,
    Map<String, String> environment) {
  public Call {
    words = List.copyOf(words);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  public FileView files() {
    return machine.files().as(who, directory);
  }

  /// What the program is called, without the directory.
  public String name() {
    String first = words.getFirst();
    return first.substring(first.lastIndexOf('/') + 1);
  }

  public List<String> arguments() {
    return words.subList(1, words.size());
  }

  /// The arguments that are no options.
  public List<String> operands() {
    return arguments().stream().filter(word -> !word.startsWith("-")).toList();
  }

  public boolean has(String option) {
    return arguments().contains(option);
  }

  /// The value of an option, behind it or behind an equals sign.
  public Optional<String> option(String name) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals(name) && i + 1 < words.size()) {
        return Optional.of(words.get(i + 1));
      }
      if (words.get(i).startsWith(name + "=")) {
        return Optional.of(words.get(i).substring(name.length() + 1));
      }
    }
    return Optional.empty();
  }

  /// Another program by the same user in the same place.
  public Call with(List<String> other) {
    return new Call(machine, who, other, input, directory, environment);
  }

  /// Starts another program, as the shell would.
  public Ran start(String... other) {
    return machine.run(with(List.of(other)));
  }
}
