package dev.holdfast.engine.foreign;

import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Sh;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Context;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// A module of the user's: its file and arguments go to the machine in one request, through
/// standard input, and are run there. It is one command, so that it can be a job that outlives the
/// connection, too.
final class ForeignModule implements Module {

  /// Reads as much of standard input as the first line says, and runs that.
  private static final String START =
      "import sys;f=getattr(sys.stdin,'buffer',sys.stdin);exec(f.read(int(f.readline())))";

  private final ModuleSource source;
  private final ModuleZip zips;
  private final ModuleSpec spec;

  ForeignModule(ModuleSource source, ModuleZip zips) {
    this.source = source;
    this.zips = zips;
    String name = source.name();
    int dot = name.lastIndexOf('.');
    this.spec =
        new ModuleSpec(
            name.substring(dot + 1),
            dot < 0 ? "ansible.legacy" : name.substring(0, dot),
            source.names(),
            ArgumentSpec.NONE.opened(),
            false,
            true);
  }

  @Override
  public ModuleSpec spec() {
    return spec;
  }

  @Override
  public boolean reportsArguments() {
    return true;
  }

  @Override
  public ModuleResult run(Invocation call) {
    Settings settings = zips.files().settings();
    byte[] content = content(source.path());
    ModuleStyle style = ModuleStyle.of(content);
    if (style == ModuleStyle.POWERSHELL || source.path().toString().endsWith(".ps1")) {
      throw ModuleFailure.of(
          "The module '%s' (%s) is written in PowerShell, which runs on Windows only: Holdfast reaches"
                  .formatted(call.module(), source.path())
              + " machines through a POSIX shell");
    }
    Interpreter interpreter =
        style == ModuleStyle.BINARY
            ? new Interpreter.Given("")
            : Interpreter.of(content, style == ModuleStyle.PYTHON, call.context(), settings);
    DictValue arguments = ModuleArguments.of(call, settings);
    Command command =
        style == ModuleStyle.PYTHON
            ? python(call, interpreter, arguments)
            : file(content, style, interpreter, arguments);
    Step.GuardedRun step = new Step.GuardedRun(command, Optional.empty(), Optional.empty());
    return result(call, interpreter, call.machine().apply(step).first());
  }

  private static byte[] content(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw ModuleFailure.of("Unable to read the module " + path + ": " + e.getMessage());
    }
  }

  private Command python(Invocation call, Interpreter interpreter, DictValue arguments) {
    DictValue about = new DictValue();
    DictValue parameters = new DictValue();
    parameters.put("ANSIBLE_MODULE_ARGS", arguments);
    about.put("arguments", parameters);
    about.put("module", Str.of(source.python()));
    about.put("name", Str.of(call.module()));
    about.put("files", Int.of(openFiles(call.context())));
    byte[] boot = Shim.resource("boot.py").getBytes(StandardCharsets.UTF_8);
    byte[] head = (ModuleArguments.json(about) + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] length = (boot.length + "\n").getBytes(StandardCharsets.UTF_8);
    String text = interpreter.prelude() + "exec " + interpreter.words() + " -c " + Sh.quote(START);
    return Command.shell(text).withInput(joined(length, boot, head, zips.of(source)).payload());
  }

  private long openFiles(Context context) {
    String text =
        context
            .variable("ansible_python_module_rlimit_nofile")
            .map(Text::str)
            .orElseGet(() -> zips.files().settings().text(Setting.PYTHON_MODULE_RLIMIT_NOFILE))
            .strip();
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  /// A file of its own and one with arguments, in a folder that only the user can enter and that is
  /// gone when the module has ended, however it ends.
  private Command file(
      byte[] content, ModuleStyle style, Interpreter interpreter, DictValue arguments) {
    boolean inside = style == ModuleStyle.JSON_INSIDE;
    byte[] module = inside ? withArguments(content, arguments) : content;
    String given =
        style == ModuleStyle.OLD
            ? ModuleArguments.pairs(arguments)
            : ModuleArguments.json(arguments);
    byte[] first = inside ? new byte[0] : given.getBytes(StandardCharsets.UTF_8);
    String text =
        """
        %1$s_m=`umask`; umask 077
        for _d in "${TMPDIR:-/tmp}" /tmp "$HOME"; do _d=$_d/%2$s
        mkdir "$_d" 2>/dev/null || continue
        trap 'rm -rf "$_d"' EXIT; trap 'exit 143' TERM HUP INT
        cat >"$_d/all" && head -c %3$d "$_d/all" >"$_d/args" && tail -c +%4$d "$_d/all" >"$_d"/%5$s \
        && rm "$_d/all" && chmod 700 "$_d"/%5$s || exit 1
        (umask "$_m"; exec %6$s "$_d"/%5$s %7$s) </dev/null
        exit; done
        echo 'no folder for temporary files' >&2; exit 1
        """
            .formatted(
                interpreter.prelude(),
                ".holdfast-" + random(),
                first.length,
                first.length + 1,
                Sh.quote(String.valueOf(source.path().getFileName())),
                interpreter.words(),
                inside ? "" : "\"$_d/args\"");
    return Command.shell(text).withInput(joined(first, module).payload());
  }

  private static byte[] withArguments(byte[] content, DictValue arguments) {
    String json = ModuleArguments.json(arguments);
    return new String(content, StandardCharsets.ISO_8859_1)
        .replace(
            ModuleStyle.JSON_ARGUMENTS,
            new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String random() {
    byte[] bytes = new byte[12];
    ThreadLocalRandom.current().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static Bytes joined(byte[]... parts) {
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return Bytes.of(all.toByteArray());
  }

  private ModuleResult result(Invocation call, Interpreter interpreter, Ran ran) {
    String out = ran.text();
    Optional<Discovery> found = Optional.empty();
    if (interpreter instanceof Interpreter.Search) {
      int end = out.indexOf('\n');
      found = Discovery.of(end < 0 ? out : out.substring(0, end));
      if (found.isPresent()) {
        out = end < 0 ? "" : out.substring(end + 1);
      }
    }
    if (found.filter(discovery -> discovery.how() == Discovery.How.NOTHING).isPresent()) {
      throw ModuleFailure.of(withoutPython(call));
    }
    String used = found.map(Discovery::chosen).orElse(interpreter.words());
    boolean job = call.context().afterJob();
    Reply reply = job ? Reply.ofJob(ran, out, source.path()) : Reply.of(ran, out, used);
    ModuleResult result = ModuleResult.of(reply.result());
    if (job) {
      result = appended(result, "warnings", texts(reply.warnings()));
    } else {
      reply.warnings().forEach(call.context()::warn);
    }
    if (found.isPresent()) {
      result = withDiscovery(result, call, found.get(), (Interpreter.Search) interpreter);
    }
    return withNotices(result);
  }

  private String withoutPython(Invocation call) {
    Context context = call.context();
    return "The module '%s' (%s) is not one of Holdfast's own and runs with the Python of its machine, but %s has none. It is called at %s. Install python3 there first (for example with the module raw), set ansible_python_interpreter for the host, or use a module of Holdfast's own"
        .formatted(call.module(), source.path(), host(context), context.place());
  }

  private static String host(Context context) {
    return context.variableOfMachine("inventory_hostname").map(Text::str).orElse("the host");
  }

  private static ModuleResult withDiscovery(
      ModuleResult result, Invocation call, Discovery found, Interpreter.Search search) {
    ModuleResult more = result;
    if (call.context().keepsFacts()) {
      DictValue facts = new DictValue();
      more.value("ansible_facts")
          .filter(DictValue.class::isInstance)
          .ifPresent(before -> ((DictValue) before).entries().forEach(facts.entries()::put));
      facts.put(Interpreter.FACT, Str.unsafe(found.chosen()));
      more = more.with("ansible_facts", facts);
    }
    return search.mode().endsWith("_silent")
        ? more
        : appended(more, "warnings", texts(found.warnings(host(call.context()))));
  }

  private static List<Value> texts(List<String> texts) {
    return texts.stream().<Value>map(Str::unsafe).toList();
  }

  private ModuleResult withNotices(ModuleResult result) {
    return appended(
        result,
        "deprecations",
        source.notices().stream()
            .<Value>map(text -> {
              DictValue notice = new DictValue();
              notice.put("msg", Str.unsafe(text));
              return notice;
            })
            .toList());
  }

  private static ModuleResult appended(ModuleResult result, String name, List<Value> more) {
    if (more.isEmpty()) {
      return result;
    }
    ListValue all = new ListValue();
    result
        .value(name)
        .filter(ListValue.class::isInstance)
        .ifPresent(before -> all.items().addAll(((ListValue) before).items()));
    all.items().addAll(more);
    return result.with(name, all);
  }
}
