package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.machine.Digest;
import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.FileAccess;
import dev.holdfast.engine.module.FileWriter;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.transport.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts one content that comes from here at a path of the machine: the heart of `copy`, `template`
/// and `assemble`. One round trip when nothing changes, two when something does.
final class Placement {
  private static final int LONGEST_DIFF = 104448;

  private final Invocation invocation;
  private final FileAccess access;
  private final boolean follow;

  Placement(Invocation invocation, FileAccess access) {
    this.invocation = invocation;
    this.access = access;
    this.follow = invocation.arguments().on("follow");
  }

  /// What is put in place.
  ///
  /// @param name what it is called when the destination is a directory; empty when it has no name
  /// @param path where it stands on the controller
  /// @param header what a diff calls it
  record Source(Payload content, String name, String path, String header) {
    String digest(Digest digest) {
      return digest(digest, content, path);
    }

    /// The checksum of a file on the controller.
    static String digest(Digest digest, Payload content, String path) {
      try {
        return digest.hex(content);
      } catch (IOException problem) {
        throw unreadable(path, problem);
      }
    }

    /// As many bytes as there are, at most so many.
    byte[] start(int length) {
      try (InputStream stream = content.open()) {
        return stream.readNBytes(length);
      } catch (IOException problem) {
        throw unreadable(path, problem);
      }
    }

    private static ModuleFailure unreadable(String path, IOException problem) {
      return ModuleFailure.of("could not read src=%s, %s".formatted(path, problem.getMessage()));
    }
  }

  /// What is at a path now.
  private record Found(
      String path, Optional<FileStatus> status, boolean parent, Optional<Bytes> content) {}

  /// Empty when there is something already and it must not be replaced.
  Optional<ModuleResult> place(Source source, String dest) {
    String path = dest.endsWith("/") ? dest + source.name() : dest;
    Found found = look(path);
    if (found.status().map(FileStatus::isDirectory).orElse(false)) {
      if (source.name().isEmpty()) {
        throw ModuleFailure.of("can not use content with a dir as dest")
            .with("diff", new ListValue());
      }
      found = look(Paths.join(path, source.name()));
    }
    Optional<FileStatus.Link> link = found.status().flatMap(FileStatus::link);
    if (link.isPresent() && follow) {
      found = look(link.get().source());
    }
    boolean there =
        found
            .status()
            .filter(status -> !status.isLink() || status.access().contains("E"))
            .isPresent();
    if (there && !invocation.arguments().flag("force").orElse(true)) {
      return Optional.empty();
    }
    String checksum = source.digest(Digest.SHA1);
    boolean same = found.status().flatMap(FileStatus::checksum).equals(Optional.of(checksum));
    return Optional.of(same ? unchanged(found, checksum) : changed(source, dest, found, checksum));
  }

  private Found look(String path) {
    Probe.Stat stat = access.stat(path).with(Digest.SHA1);
    Probe.Exists parent =
        new Probe.Exists(Paths.directory(path).isEmpty() ? "." : Paths.directory(path));
    Probe.ReadFile content = new Probe.ReadFile(path);
    List<Probe> probes = new ArrayList<>(List.of(stat, parent));
    if (invocation.diffMode()) {
      probes.add(content);
    }
    Answers answers = invocation.machine().ask(probes);
    return new Found(
        path,
        answers.stat(stat),
        answers.exists(parent),
        invocation.diffMode() ? answers.content(content) : Optional.empty());
  }

  private ModuleResult unchanged(Found found, String checksum) {
    FileTask task = new FileTask(invocation, access, found.path(), found.status());
    return task.settle("file", "path", List.of(), FileTimes.of(task, "preserve"))
        .with("checksum", checksum)
        .with("dest", found.path());
  }

  private ModuleResult changed(Source source, String dest, Found found, String checksum) {
    ListValue diff = new ListValue();
    if (invocation.diffMode()) {
      diff.items().add(diff(source, found));
    }
    if (invocation.checkMode()) {
      return ModuleResult.changed(true).with("diff", diff);
    }
    List<Step> before = new ArrayList<>();
    String parent = Paths.directory(found.path());
    if (!found.parent()) {
      if (!dest.endsWith("/")) {
        throw ModuleFailure.of("Destination directory %s does not exist".formatted(parent))
            .with("checksum", checksum)
            .with("diff", diff);
      }
      before.add(
          new Step.MakeDirectory(
              Paths.withoutSlash(parent),
              access.withMode(invocation.arguments().value("directory_mode")).fresh(true)));
    }
    FileWriter.Written written;
    try {
      written =
          new FileWriter(invocation, access)
              .withValidatorsWords()
              .after(before)
              .write(found.path(), source.content(), found.status());
    } catch (ModuleFailure failure) {
      throw failure.with("checksum", checksum).with("diff", diff);
    }
    return FileAccess.describe(
        ModuleResult.changed(true)
            .with("dest", found.path())
            .with("src", source.path())
            .with("md5sum", source.digest(Digest.MD5))
            .with("checksum", checksum)
            .with("diff", diff)
            .with("backup_file", written.backup()),
        written.status());
  }

  private static DictValue diff(Source source, Found found) {
    DictValue diff = new DictValue();
    byte[] old = found.content().map(Bytes::toArray).orElse(new byte[0]);
    if (Digests.binary(old)) {
      diff.put("dst_binary", Int.of(1));
    } else if (old.length > LONGEST_DIFF) {
      diff.put("dst_larger", Int.of(LONGEST_DIFF));
    } else {
      diff.put("before", Str.unsafe(Bytes.of(old).text()));
      if (found.content().isPresent()) {
        diff.put("before_header", Str.unsafe(found.path()));
      }
    }
    if (source.content().length() > LONGEST_DIFF) {
      diff.put("src_larger", Int.of(LONGEST_DIFF));
    } else if (Digests.binary(source.start(Digests.LOOKED_AT))) {
      diff.put("src_binary", Int.of(1));
    } else {
      diff.put("after", Str.unsafe(Bytes.of(source.start(LONGEST_DIFF)).text()));
      diff.put("after_header", Str.unsafe(source.header()));
    }
    return diff;
  }
}
