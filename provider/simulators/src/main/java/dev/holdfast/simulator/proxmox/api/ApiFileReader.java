package dev.holdfast.simulator.proxmox.api;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Reads description files; their form is explained at the top of `qemu-config.api` and `qemu.api`.
///
/// Blocks start at the margin, their lines are indented. A file may use what an earlier one
/// defined.
final class ApiFileReader {

  private final PveVersion version;
  private final Map<String, Block> parts = new LinkedHashMap<>();
  private final Map<String, Block> fields = new LinkedHashMap<>();
  private final Map<String, Parameter> pathParameters = new LinkedHashMap<>();
  private final List<Block> calls = new ArrayList<>();

  ApiFileReader(PveVersion version) {
    this.version = version;
  }

  void read(String file, String text) {
    Block block = new Block(file);
    int number = 0;
    for (String raw : text.split("\n")) {
      number++;
      Optional<String> line = forVersion(raw.strip());
      if (raw.isBlank() || raw.startsWith("#")) {
        continue;
      }
      try {
        if (!raw.startsWith(" ")) {
          block = new Block(file);
          line.ifPresent(block::open);
        } else if (line.isPresent()) {
          block.add(line.get());
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(file + ":" + number + ": " + e.getMessage(), e);
      }
    }
  }

  ApiCatalog catalog() {
    Map<String, PartsSpec> specs = new LinkedHashMap<>();
    parts.forEach((name, block) -> specs.put(name, spec(name, block)));
    List<ApiCall> found =
        calls.stream()
            .map(Block::call)
            .sorted((a, b) -> Long.compare(variables(a), variables(b)))
            .toList();
    return new ApiCatalog(found, specs);
  }

  private static long variables(ApiCall call) {
    return call.path().chars().filter(c -> c == '{').count();
  }

  private static PartsSpec spec(String name, Block block) {
    return new PartsSpec(name, new ParameterTable(block.parameters), block.aliases);
  }

  /// The line without its version mark, or nothing when it is for other versions.
  private Optional<String> forVersion(String line) {
    if (line.startsWith("[9+]")) {
      return version.isNine() ? Optional.of(line.substring(4).strip()) : Optional.empty();
    }
    if (line.startsWith("[8]")) {
      return version.isNine() ? Optional.empty() : Optional.of(line.substring(3).strip());
    }
    return Optional.of(line);
  }

  /// One block while it is read.
  private final class Block {
    private final String file;
    private final List<Parameter> parameters = new ArrayList<>();
    private final Map<String, PartsSpec.Alias> aliases = new LinkedHashMap<>();
    private final List<List<Access.Privileges>> rules = new ArrayList<>();
    private Access access = new Access.Rules(List.of());
    private Optional<String> task = Optional.empty();
    private String method = "";
    private String path = "";

    Block(String file) {
      this.file = file;
    }

    void open(String line) {
      String[] words = line.split("\\s+");
      switch (words[0]) {
        case "parts" -> parts.put(words[1], this);
        case "fields" -> fields.put(words[1], this);
        case "path" -> {
          Parameter parameter = parameter(line.substring(5), false);
          pathParameters.put(parameter.name(), parameter);
        }
        case "call" -> {
          method = words[1];
          path = words[2];
          calls.add(this);
        }
        default -> throw new IllegalArgumentException("unknown block: " + line);
      }
    }

    void add(String line) {
      String[] words = line.split("\\s+");
      switch (words[0]) {
        case "include" -> include(words[1]);
        case "task" -> task = Optional.of(words[1]);
        case "allow" -> allow(line.substring(6).strip());
        default -> {
          if (words.length > 1 && words[1].equals("->")) {
            Optional<String> spelled = words.length > 4 ? Optional.of(words[4]) : Optional.empty();
            aliases.put(words[0], new PartsSpec.Alias(words[2], spelled));
          } else {
            parameters.add(parameter(line, true));
          }
        }
      }
    }

    private void include(String name) {
      Block other = Optional.ofNullable(fields.get(name)).orElse(parts.get(name));
      if (other == null) {
        throw new IllegalArgumentException("nothing is called " + name);
      }
      parameters.addAll(other.parameters);
      aliases.putAll(other.aliases);
    }

    private void allow(String rule) {
      switch (rule) {
        case "anybody" -> access = new Access.Anybody();
        case "users" -> access = new Access.Users();
        case "root" -> access = new Access.Rules(List.of());
        default -> {
          rules.add(Arrays.stream(rule.split(" or ")).map(ApiFileReader::privileges).toList());
          access = new Access.Rules(rules);
        }
      }
    }

    ApiCall call() {
      List<Parameter> all = new ArrayList<>(parameters);
      for (String segment : path.split("/")) {
        if (segment.startsWith("{")) {
          String name = segment.substring(1, segment.length() - 1);
          Parameter parameter = pathParameters.get(name);
          if (parameter == null) {
            throw new IllegalArgumentException(file + ": no path parameter " + name);
          }
          all.add(parameter);
        }
      }
      return new ApiCall(method, path, access, task, new ParameterTable(all));
    }

    /// Reads `name[0..3]? type and what limits it`.
    private Parameter parameter(String line, boolean mayLead) {
      Deque<String> words = new ArrayDeque<>(List.of(line.strip().split("\\s+")));
      String name = words.removeFirst();
      boolean leading = mayLead && name.startsWith("=");
      boolean optional = name.endsWith("?");
      name = name.substring(leading ? 1 : 0, name.length() - (optional ? 1 : 0));
      Optional<Integer> numbers = Optional.empty();
      int bracket = name.indexOf("[0..");
      if (bracket > 0) {
        numbers = Optional.of(Integer.valueOf(name.substring(bracket + 4, name.length() - 1)));
        name = name.substring(0, bracket);
      }
      int like = line.indexOf(" like ");
      Limits limits = new Limits(line, like < 0 ? line.length() : like);
      return new Parameter(name, numbers, kind(words, limits), optional, limits.needs, leading);
    }

    private Kind kind(Deque<String> words, Limits limits) {
      String type = words.removeFirst();
      return switch (type) {
        case "flag" -> new Kind.Flag();
        case "texts" -> new Kind.Texts();
        case "int" -> new Kind.Whole(bound(words, true), bound(words, false));
        case "number" -> new Kind.Decimal(bound(words, true), bound(words, false));
        case "one-of" ->
            new Kind.Choice(words.stream().takeWhile(w -> !w.equals("needs")).toList());
        case "slots" -> new Kind.Choice(DriveSlots.all(words.contains("unused")));
        case "text" -> new Kind.Text(limits.min, limits.max, limits.format, limits.pattern);
        case "parts" -> {
          String name = words.removeFirst();
          Block block = parts.get(name);
          if (block == null) {
            throw new IllegalArgumentException("no parts called " + name);
          }
          yield new Kind.Compound(spec(name, block), limits.max);
        }
        default -> throw new IllegalArgumentException("unknown type " + type);
      };
    }
  }

  /// Reads one side of `0..128`.
  private static Optional<BigDecimal> bound(Deque<String> words, boolean lower) {
    return Optional.ofNullable(words.peekFirst())
        .filter(range -> range.contains(".."))
        .map(range -> range.split("\\.\\.", 2)[lower ? 0 : 1])
        .filter(side -> !side.isEmpty())
        .map(BigDecimal::new);
  }

  /// Reads `any A B on /path/{x}`.
  private static Access.Privileges privileges(String text) {
    String[] sides = text.split(" on ");
    List<String> names = List.of(sides[0].strip().split("\\s+"));
    boolean any = names.getFirst().equals("any");
    return new Access.Privileges(
        any, any ? names.subList(1, names.size()) : names, sides[1].strip());
  }

  /// What may follow a type: `as FORMAT`, `min N`, `max N`, `needs NAME`, and last `like REGEX`.
  private static final class Limits {
    private Optional<Integer> min = Optional.empty();
    private Optional<Integer> max = Optional.empty();
    private Optional<Format> format = Optional.empty();
    private Optional<String> needs = Optional.empty();
    private final Optional<Pattern> pattern;

    Limits(String line, int end) {
      pattern =
          end == line.length()
              ? Optional.empty()
              : Optional.of(Pattern.compile(line.substring(end + 6).strip()));
      String[] words = line.substring(0, end).split("\\s+");
      for (int i = 2; i + 1 < words.length; i++) {
        String next = words[i + 1];
        switch (words[i]) {
          case "as" -> format = Optional.of(Format.named(next));
          case "min" -> min = Optional.of(Integer.valueOf(next));
          case "max" -> max = Optional.of(Integer.valueOf(next));
          case "needs" -> needs = Optional.of(next);
          default -> {
            // Belongs to the type: a range, a name of parts, a word of an enumeration.
          }
        }
      }
    }
  }

  /// The places where a disk can sit.
  static final class DriveSlots {
    private DriveSlots() {}

    static List<String> all(boolean unused) {
      Stream<String> drives =
          Stream.of(
                  numbered("ide", 4),
                  numbered("scsi", 31),
                  numbered("virtio", 16),
                  numbered("sata", 6),
                  Stream.of("efidisk0", "tpmstate0"),
                  unused ? numbered("unused", 256) : Stream.<String>empty())
              .flatMap(s -> s);
      return drives.toList();
    }

    private static Stream<String> numbered(String bus, int count) {
      return IntStream.range(0, count).mapToObj(i -> bus + i);
    }
  }
}
