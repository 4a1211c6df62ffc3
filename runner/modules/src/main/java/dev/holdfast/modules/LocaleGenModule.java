package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.Int;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `locale_gen`: a locale that the machine can speak. Needs `locale-gen`, as Debian and Ubuntu have
/// it.
final class LocaleGenModule implements Module {
  private static final Map<String, String> SPELLINGS = new LinkedHashMap<>();

  static {
    SPELLINGS.put(".utf8", ".UTF-8");
    SPELLINGS.put(".eucjp", ".EUC-JP");
    SPELLINGS.put(".iso885915", ".ISO-8859-15");
    SPELLINGS.put(".cp1251", ".CP1251");
    SPELLINGS.put(".koi8r", ".KOI8-R");
    SPELLINGS.put(".armscii8", ".ARMSCII-8");
    SPELLINGS.put(".euckr", ".EUC-KR");
    SPELLINGS.put(".gbk", ".GBK");
    SPELLINGS.put(".gb18030", ".GB18030");
    SPELLINGS.put(".euctw", ".EUC-TW");
  }

  private static final Probe.Exists UBUNTU = new Probe.Exists("/var/lib/locales/supported.d/");
  private static final Probe.Query ALL = Probe.Query.of("locale", "-a");
  private static final String LIST = "/etc/locale.gen";
  private static final String SUPPORTED = "/usr/share/i18n/SUPPORTED";
  private static final String LOCAL = "/var/lib/locales/supported.d/local";

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of(
        "community.general",
        "locale_gen",
        ArgumentSpec.of(
            Argument.str("name").must(),
            Argument.str("state").or("present").choices("absent", "present")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    String name = arguments.must("name");
    boolean present = arguments.must("state").equals("present");
    Answers answers =
        invocation
            .machine()
            .ask(
                UBUNTU,
                ALL,
                Probe.Stat.of(LIST),
                new Probe.ReadFile(LIST),
                new Probe.ReadFile(SUPPORTED));
    boolean ubuntu = answers.exists(UBUNTU);
    FileText list = FileText.of(answers, LIST);
    if (!ubuntu && !list.exists()) {
      throw ModuleFailure.of(
          "/etc/locale.gen and /var/lib/locales/supported.d/local are missing. Is the package"
              + " \"locales\" installed?");
    }
    List<String> known = ubuntu ? FileText.of(answers, SUPPORTED).lines() : list.lines();
    Pattern line = Pattern.compile((ubuntu ? "" : "#?\\s*") + Pattern.quote(name) + " (\\S+)\\s*");
    if (!name.contains("_") || known.stream().noneMatch(each -> line.matcher(each).matches())) {
      throw ModuleFailure.of("The locale you've entered is not available on your system.");
    }
    boolean there =
        answers.of(ALL).text().lines().anyMatch(each -> spelled(each).equals(spelled(name)));
    if (invocation.checkMode()) {
      return ModuleResult.changed(there != present);
    }
    if (there != present) {
      apply(invocation, ubuntu ? ubuntu(invocation, name, present) : debian(list, name, present));
    }
    return ModuleResult.changed(there != present).with("name", name).with("msg", "OK");
  }

  private static String spelled(String name) {
    String text = name;
    for (Map.Entry<String, String> each : SPELLINGS.entrySet()) {
      text = text.replace(each.getKey(), each.getValue());
    }
    return text;
  }

  private static void apply(Invocation invocation, List<Step> steps) {
    invocation
        .machine()
        .apply(steps)
        .failure()
        .ifPresent(ran -> {
          throw ModuleFailure.of(
                  "[Errno %1$d] locale.gen failed to execute, it returned %1$d"
                      .formatted(ran.status()))
              .with("exitValue", Int.of(ran.status()));
        });
  }

  private static List<Step> debian(FileText list, String name, boolean present) {
    Pattern line = Pattern.compile("#?\\s*" + Pattern.quote(name) + " (.+)");
    List<String> lines = new ArrayList<>(list.wholeLines());
    lines.replaceAll(each ->
        line.matcher(each)
            .replaceAll(Matcher.quoteReplacement((present ? "" : "# ") + name) + " $1"));
    return List.of(list.write(String.join("", lines)), Step.Run.of("locale-gen"));
  }

  private static List<Step> ubuntu(Invocation invocation, String name, boolean present) {
    if (present) {
      return List.of(Step.Run.of("locale-gen", name));
    }
    FileText local = FileText.read(invocation.machine(), LOCAL);
    List<String> lines = new ArrayList<>(local.wholeLines());
    lines.removeIf(line -> line.startsWith(name + " "));
    return List.of(local.write(String.join("", lines)), Step.Run.of("locale-gen", "--purge"));
  }
}
