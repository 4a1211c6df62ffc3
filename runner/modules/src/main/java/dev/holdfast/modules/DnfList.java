package dev.holdfast.modules;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import java.util.List;

/// What `list` of [DnfModule] asks: packages of a kind or a name, or repositories.
record DnfList(Invocation invocation, List<String> line, List<RpmPackage> installed) {
  private static final String FORMAT =
      "%{name}\\t%{epoch}\\t%{version}\\t%{release}\\t%{arch}\\t%{repoid}\\n";

  ModuleResult run() {
    String what = invocation.arguments().must("list");
    ListValue results = new ListValue();
    switch (what) {
      case "installed" -> installed.forEach(each -> results.items().add(dict(each, "@System")));
      case "updates", "upgrades" -> query(results, "--upgrades");
      case "available" -> query(results, "--available");
      case "repos", "repositories" -> repositories(results);
      default -> {
        installed.stream()
            .filter(each -> each.name().equals(what) || each.nevra().equals(what))
            .forEach(each -> results.items().add(dict(each, "@System")));
        query(results, "--available", what);
      }
    }
    return ModuleResult.changed(false).with("msg", "").with("results", results);
  }

  private void query(ListValue results, String... words) {
    Ran ran = succeeded(Tools.words(Tools.words(line, "repoquery", "--qf", FORMAT), words));
    ran.text()
        .lines()
        .map(row -> row.split("\t", -1))
        .filter(row -> row.length == 6)
        .forEach(row ->
            results
                .items()
                .add(dict(new RpmPackage(row[0], row[1], row[2], row[3], row[4]), row[5])));
  }

  private Ran succeeded(List<String> words) {
    Ran ran = Tools.of(invocation).plain(words);
    if (!ran.ok()) {
      throw ModuleFailure.of(ran.errors().strip()).with("results", new ListValue());
    }
    return ran;
  }

  private void repositories(ListValue results) {
    succeeded(Tools.words(line, "repolist", "--enabled"))
        .text()
        .lines()
        .map(row -> row.split("\\s+", 2)[0])
        .filter(name -> !name.isEmpty() && !name.equals("repo"))
        .forEach(name -> {
          DictValue dict = new DictValue();
          dict.put("repoid", Str.unsafe(name));
          dict.put("state", Str.unsafe("enabled"));
          results.items().add(dict);
        });
  }

  private static DictValue dict(RpmPackage each, String repository) {
    DictValue dict = new DictValue();
    String full =
        "%s:%s-%s-%s.%s"
            .formatted(each.epoch(), each.name(), each.version(), each.release(), each.arch());
    dict.put("name", Str.unsafe(each.name()));
    dict.put("arch", Str.unsafe(each.arch()));
    dict.put("epoch", Str.unsafe(each.epoch()));
    dict.put("release", Str.unsafe(each.release()));
    dict.put("version", Str.unsafe(each.version()));
    dict.put("repo", Str.unsafe(repository));
    dict.put("envra", Str.unsafe(full));
    dict.put("nevra", Str.unsafe(full));
    dict.put("yumstate", Str.unsafe(repository.equals("@System") ? "installed" : "available"));
    return dict;
  }
}
