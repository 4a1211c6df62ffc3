package dev.holdfast.lab;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The command line of a lab.
record LabOptions(Map<Option, String> values) {

  static final String USAGE =
      """
      Starts a simulated Proxmox VE cluster on this machine and keeps it until it is interrupted,
      or until the process that started it is gone.

        --env-file FILE    write the environment for Terraform there, as lines for a shell
        --ready-file FILE  write the id of this process there as soon as the cluster answers
        --request-log FILE write a line for each request there, several times a second
        --port PORT        let the first node listen there (default: a free port)
        --quiet            print nothing but errors
        --help             print this

      The environment and the ready file are removed at the end.
      """;

  private static final int LARGEST_PORT = 65_535;

  /// What can be said on the command line.
  enum Option {
    ENV_FILE("--env-file", true),
    READY_FILE("--ready-file", true),
    REQUEST_LOG("--request-log", true),
    PORT("--port", true),
    QUIET("--quiet", false),
    HELP("--help", false);

    private final String text;
    private final boolean hasValue;

    Option(String text, boolean hasValue) {
      this.text = text;
      this.hasValue = hasValue;
    }
  }

  LabOptions {
    values = Map.copyOf(values);
  }

  static LabOptions parse(List<String> arguments) {
    Map<Option, String> values = new EnumMap<>(Option.class);
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String text = rest.next();
      Option option =
          Arrays.stream(Option.values())
              .filter(o -> o.text.equals(text))
              .findFirst()
              .orElseThrow(() -> new LabException.Usage("There is no option " + text + "."));
      if (option.hasValue && !rest.hasNext()) {
        throw new LabException.Usage("The option " + text + " needs a value.");
      }
      values.put(option, option.hasValue ? rest.next() : "");
    }
    return new LabOptions(values);
  }

  boolean has(Option option) {
    return values.containsKey(option);
  }

  Optional<Path> path(Option option) {
    return Optional.ofNullable(values.get(option)).map(Path::of).map(Path::toAbsolutePath);
  }

  int port() {
    String text = values.getOrDefault(Option.PORT, "0");
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > LARGEST_PORT) {
      throw new LabException.Usage("A port is a number up to " + LARGEST_PORT + ", not " + text);
    }
    return Integer.parseInt(text);
  }
}
