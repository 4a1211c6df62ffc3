package dev.holdfast.modules;

import dev.holdfast.engine.machine.Digest;
import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `stat`: everything about one path.
final class StatModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "stat",
        ArgumentSpec.of(
            Argument.path("path").must().aliases("dest", "name"),
            Argument.bool("follow", false),
            Argument.bool("get_md5", false),
            Argument.bool("get_checksum", true),
            Argument.bool("get_mime", true).aliases("mime", "mime_type", "mime-type"),
            Argument.bool("get_attributes", true).aliases("attr", "attributes"),
            Argument.str("checksum_algorithm")
                .or("sha1")
                .choices("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
                .aliases("checksum", "checksum_algo")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    String path = arguments.must("path");
    Probe.Stat probe =
        new Probe.Stat(
            path,
            arguments.on("follow"),
            arguments.on("get_checksum")
                ? Digest.named(arguments.must("checksum_algorithm"))
                : Optional.empty(),
            arguments.on("get_mime"),
            arguments.on("get_attributes"));
    Probe.Stat md5 = probe.with(Digest.MD5);
    List<Probe> probes = new ArrayList<>(List.of(probe));
    if (arguments.on("get_md5")) {
      probes.add(md5);
    }
    var answers = invocation.machine().ask(probes);
    Optional<FileStatus> status = answers.stat(probe);
    if (status.isEmpty()) {
      return result(new DictValue(), false);
    }
    DictValue found = StatDict.of(path, status.get());
    found.put("readable", can(status.get(), "r"));
    found.put("writeable", can(status.get(), "w"));
    found.put("executable", can(status.get(), "x"));
    more(found, status.get(), arguments);
    if (arguments.on("get_md5")) {
      answers
          .stat(md5)
          .flatMap(FileStatus::checksum)
          .ifPresent(sum -> found.put("md5", Str.unsafe(sum)));
    }
    return result(found, true);
  }

  private static ModuleResult result(DictValue found, boolean exists) {
    found.put("exists", Bool.of(exists));
    return ModuleResult.changed(false).with("stat", found);
  }

  private static Bool can(FileStatus status, String letter) {
    return Bool.of(status.access().contains(letter));
  }

  private static void more(DictValue found, FileStatus status, Parameters arguments) {
    status
        .link()
        .ifPresent(link -> {
          found.put("lnk_source", Str.unsafe(link.source()));
          found.put("lnk_target", Str.unsafe(link.target()));
        });
    status.owner().ifPresent(name -> found.put("pw_name", Str.unsafe(name)));
    status.group().ifPresent(name -> found.put("gr_name", Str.unsafe(name)));
    status.checksum().ifPresent(sum -> found.put("checksum", Str.unsafe(sum)));
    if (arguments.on("get_mime")) {
      String[] parts = status.mime().orElse("").split(";", 2);
      found.put("mimetype", Str.unsafe(parts.length == 2 ? parts[0].strip() : "unknown"));
      found.put(
          "charset",
          Str.unsafe(parts.length == 2 ? parts[1].replace("charset=", "").strip() : "unknown"));
    }
    if (arguments.on("get_attributes")) {
      // Ansible asks for both at once and shows neither where there is no version.
      Optional<String> flags = status.version().flatMap(_ -> status.flags());
      found.put("version", status.version().<Value>map(Str::unsafe).orElse(None.NONE));
      found.put(
          "attributes",
          new ListValue(
              flags.map(StatDict::flagNames).orElse(List.of()).stream().map(Str::unsafe).toList()));
      found.put("attr_flags", Str.unsafe(flags.orElse("")));
    }
  }
}
