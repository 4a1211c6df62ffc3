package dev.holdfast.lab.program;

import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.lab.machine.Call;
import dev.holdfast.lab.machine.Ends;
import dev.holdfast.lab.machine.Errno;
import dev.holdfast.lab.machine.FileFault;
import dev.holdfast.lab.machine.FileView;
import dev.holdfast.lab.machine.Program;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Programs around files: those of GNU's core utilities that playbooks call by name.
final class FileTools {
  private FileTools() {}

  static Map<String, Program> programs() {
    return Map.ofEntries(
        Map.entry("cat", FileTools::cat),
        Map.entry("mkdir", FileTools::mkdir),
        Map.entry("rmdir", FileTools::rmdir),
        Map.entry("rm", FileTools::rm),
        Map.entry("mv", FileTools::mv),
        Map.entry("touch", FileTools::touch),
        Map.entry("readlink", FileTools::readlink),
        Map.entry("grep", FileTools::grep),
        Map.entry("dd", FileTools::dd),
        Map.entry("df", FileTools::df),
        Map.entry("ls", FileTools::ls));
  }

  private static Ran cat(Call call) {
    List<String> operands = call.operands();
    if (operands.isEmpty()) {
      return new Ran(0, Ran.Note.NONE, call.input(), Bytes.EMPTY);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringBuilder errors = new StringBuilder();
    for (String path : operands) {
      try {
        out.writeBytes(call.files().read(path));
      } catch (FileFault fault) {
        errors.append("cat: ").append(fault.getMessage()).append('\n');
      }
    }
    int status = errors.isEmpty() ? 0 : 1;
    return new Ran(status, Ran.Note.NONE, Bytes.of(out.toByteArray()), Bytes.of(errors.toString()));
  }

  private static Ran mkdir(Call call) {
    for (String path : call.operands()) {
      try {
        if (call.has("-p")) {
          call.files().makeDirectories(path);
        } else {
          call.files().makeDirectory(path, 0755);
        }
      } catch (FileFault fault) {
        return Ends.failed(
            1, "mkdir: cannot create directory '%s': %s\n".formatted(path, fault.errno().text()));
      }
    }
    return Ends.ok();
  }

  private static Ran rmdir(Call call) {
    boolean lenient = call.has("--ignore-fail-on-non-empty");
    int status = 0;
    StringBuilder errors = new StringBuilder();
    for (String path : call.operands()) {
      try {
        call.files().removeEmptyDirectory(path);
      } catch (FileFault fault) {
        if (!lenient || fault.errno() != Errno.ENOTEMPTY) {
          status = 1;
          errors.append("rmdir: failed to remove '%s': %s\n".formatted(path, fault.errno().text()));
        }
      }
    }
    return Ends.of(status, "", errors.toString());
  }

  private static Ran rm(Call call) {
    String options =
        call.arguments().stream()
            .filter(word -> word.startsWith("-"))
            .collect(Collectors.joining());
    for (String path : call.operands()) {
      try {
        boolean folder = call.files().isDirectory(path) && !call.files().isLink(path);
        if (folder && !options.contains("r")) {
          return Ends.failed(1, "rm: cannot remove '" + path + "': Is a directory\n");
        }
        if (call.files().there(path) || !options.contains("f")) {
          call.files().remove(path);
        }
      } catch (FileFault fault) {
        return Ends.failed(1, "rm: cannot remove '%s': %s\n".formatted(path, fault.errno().text()));
      }
    }
    return Ends.ok();
  }

  private static Ran mv(Call call) {
    List<String> operands = call.operands();
    if (operands.size() != 2) {
      return Ends.notSimulated("mv with " + operands.size() + " operands");
    }
    String source = operands.getFirst();
    boolean into =
        !call.has("--no-target-directory") && call.files().isDirectory(operands.getLast());
    String base = source.substring(source.lastIndexOf('/') + 1);
    try {
      call.files().rename(source, into ? operands.getLast() + "/" + base : operands.getLast());
      return Ends.ok();
    } catch (FileFault fault) {
      return Ends.failed(1, "mv: cannot move '%s': %s\n".formatted(source, fault.errno().text()));
    }
  }

  private static Ran touch(Call call) {
    FileView files = call.files();
    for (String path : call.operands()) {
      if (files.exists(path)) {
        files.times(path, Optional.of(files.now()), Optional.of(files.now()));
      } else if (!call.has("-c") && !call.has("--no-create")) {
        files.write(path, "");
      }
    }
    return Ends.ok();
  }

  private static Ran readlink(Call call) {
    String path = call.operands().getFirst();
    if (call.has("-f")) {
      return Ends.ok(call.files().real(path) + "\n");
    }
    return call.files().isLink(path)
        ? Ends.ok(call.files().target(path) + "\n")
        : Ends.of(1, "", "");
  }

  /// With `-m1`, `-q`, `-F` and `-E`, in one file or the input.
  private static Ran grep(Call call) {
    List<String> operands = call.operands();
    boolean plain =
        call.arguments().stream()
            .filter(word -> word.startsWith("-"))
            .allMatch(word -> List.of("-m1", "-q", "-F", "-E", "-qF", "--").contains(word));
    if (!plain || operands.isEmpty() || operands.size() > 2) {
      return Ends.notSimulated(String.join(" ", call.words()));
    }
    boolean literal = call.has("-F") || call.has("-qF");
    Pattern pattern =
        Pattern.compile(literal ? Pattern.quote(operands.getFirst()) : operands.getFirst());
    String text =
        operands.size() == 2 ? call.files().text(operands.getLast()) : call.input().text();
    List<String> hits =
        text.lines()
            .filter(line -> pattern.matcher(line).find())
            .limit(call.has("-m1") ? 1 : Long.MAX_VALUE)
            .toList();
    boolean quiet = call.has("-q") || call.has("-qF");
    String out = quiet ? "" : hits.stream().map(hit -> hit + "\n").collect(Collectors.joining());
    return Ends.of(hits.isEmpty() ? 1 : 0, out, "");
  }

  /// One piece of a file, to standard output.
  private static Ran dd(Call call) {
    Map<String, String> given =
        call.arguments().stream()
            .map(word -> word.split("=", 2))
            .filter(pair -> pair.length == 2)
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    if (!given.keySet().equals(java.util.Set.of("if", "bs", "skip", "count"))) {
      return Ends.notSimulated(String.join(" ", call.words()));
    }
    byte[] all = call.files().read(given.getOrDefault("if", ""));
    long size = Long.parseLong(given.getOrDefault("bs", "512"));
    int from = (int) Math.min(all.length, size * Long.parseLong(given.getOrDefault("skip", "0")));
    long length = size * Long.parseLong(given.getOrDefault("count", "1"));
    int to = (int) Math.min(all.length, from + length);
    return new Ran(
        0,
        Ran.Note.NONE,
        Bytes.of(java.util.Arrays.copyOfRange(all, from, to)),
        Bytes.of("%d bytes copied\n".formatted(to - from)));
  }

  private static Ran df(Call call) {
    boolean known = call.has("--output=avail") && call.has("-k") && call.operands().size() == 1;
    if (!known) {
      return Ends.notSimulated(String.join(" ", call.words()));
    }
    if (!call.files().exists(call.operands().getFirst())) {
      return Ends.failed(
          1, "df: %s: %s\n".formatted(call.operands().getFirst(), Errno.ENOENT.text()));
    }
    return Ends.ok("    Avail\n%9d\n".formatted(call.files().free() / 1024));
  }

  private static Ran ls(Call call) {
    if (call.arguments().stream().anyMatch(word -> word.startsWith("-") && !word.equals("-1"))) {
      return Ends.notSimulated(String.join(" ", call.words()));
    }
    List<String> operands = call.operands().isEmpty() ? List.of(".") : call.operands();
    StringBuilder out = new StringBuilder();
    for (String path : operands) {
      if (call.files().isDirectory(path)) {
        call.files().list(path).stream()
            .filter(name -> !name.startsWith("."))
            .forEach(name -> out.append(name).append('\n'));
      } else if (call.files().there(path)) {
        out.append(path).append('\n');
      } else {
        return Ends.failed(2, "ls: cannot access '%s': %s\n".formatted(path, Errno.ENOENT.text()));
      }
    }
    return Ends.ok(out.toString());
  }
}
