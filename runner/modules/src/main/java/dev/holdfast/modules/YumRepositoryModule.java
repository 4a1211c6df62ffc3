package dev.holdfast.modules;

import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.FileAccess;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `yum_repository`: a section of a file that names repositories to dnf and yum.
final class YumRepositoryModule implements Module {
  private static final List<String> LINES = List.of("baseurl", "gpgkey");
  private static final List<String> OURS =
      List.of("description", "file", "name", "params", "reposdir", "state");

  private static final List<Argument> ARGUMENTS = new ArrayList<>();

  static {
    for (String name :
        ("bandwidth cost deltarpm_metadata_percentage deltarpm_percentage description file"
                + " gpgcakey include metadata_expire metalink mirrorlist mirrorlist_expire priority"
                + " proxy proxy_username retries throttle timeout ui_repoid_vars username")
            .split(" ")) {
      ARGUMENTS.add(Argument.str(name));
    }
    for (String name :
        ("async enabled enablegroups gpgcheck module_hotfixes keepalive protect repo_gpgcheck"
                + " s3_enabled skip_if_unavailable ssl_check_cert_permissions")
            .split(" ")) {
      ARGUMENTS.add(Argument.bool(name));
    }
    ARGUMENTS.addAll(
        List.of(
            Argument.list("baseurl"),
            Argument.list("exclude"),
            Argument.list("gpgkey"),
            Argument.list("includepkgs"),
            Argument.dict("params"),
            Argument.str("failovermethod").choices("roundrobin", "priority"),
            Argument.str("http_caching").choices("all", "packages", "none"),
            Argument.str("ip_resolve").choices("4", "6", "IPv4", "IPv6", "whatever"),
            Argument.str("keepcache").choices("0", "1"),
            Argument.str("metadata_expire_filter")
                .choices("never", "read-only:past", "read-only:present", "read-only:future"),
            Argument.str("name").must(),
            Argument.str("password").hidden(),
            Argument.str("proxy_password").hidden(),
            Argument.path("reposdir").or("/etc/yum.repos.d"),
            Argument.str("sslcacert").aliases("ca_cert"),
            Argument.str("sslclientcert").aliases("client_cert"),
            Argument.str("sslclientkey").aliases("client_key"),
            Argument.bool("sslverify").aliases("validate_certs"),
            Argument.str("state").or("present").choices("present", "absent")));
  }

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "yum_repository", new ArgumentSpec(ARGUMENTS, List.of()).withFileArguments());
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    boolean present = arguments.must("state").equals("present");
    refuse(arguments, present);
    String name = arguments.must("name");
    String folder = arguments.must("reposdir");
    String path = folder + "/" + arguments.text("file").orElse(name) + ".repo";
    Probe.Exists there = new Probe.Exists(folder);
    if (!invocation.machine().ask(there).exists(there)) {
      throw ModuleFailure.of("Repo directory '%s' does not exist.".formatted(folder));
    }
    FileText file = FileText.read(invocation.machine(), path);
    RepoFile repos = RepoFile.parse(file.text());
    String before = repos.sorted();
    repos.remove(TextEdit.bytes(name));
    if (present) {
      repos.put(TextEdit.bytes(name), settings(arguments));
    }
    String after = repos.sorted();
    boolean changed = !before.equals(after);
    if (changed && !invocation.checkMode()) {
      save(invocation, file, repos);
    }
    DictValue diff = new DictValue();
    diff.put("before_header", Str.unsafe(path));
    diff.put("before", Str.unsafe(TextEdit.shown(before)));
    diff.put("after_header", Str.unsafe(path));
    diff.put("after", Str.unsafe(TextEdit.shown(after)));
    return ModuleResult.changed(access(invocation, path) || changed)
        .with("repo", name)
        .with("state", arguments.must("state"))
        .with("diff", diff);
  }

  private static void refuse(Parameters arguments, boolean present) {
    if (!arguments.members("params").isEmpty()) {
      throw ModuleFailure.of(
          "The params option to yum_repository was removed in Ansible 2.5 since it circumvents"
              + " Ansible's option handling");
    }
    if (!present) {
      return;
    }
    if (!arguments.has("baseurl") && !arguments.has("metalink") && !arguments.has("mirrorlist")) {
      throw ModuleFailure.of("Parameter 'baseurl', 'metalink' or 'mirrorlist' is required.");
    }
    if (!arguments.has("description")) {
      throw ModuleFailure.of("Parameter 'description' is required.");
    }
  }

  private static Map<String, String> settings(Parameters arguments) {
    Map<String, String> settings = new TreeMap<>();
    for (Argument argument : ARGUMENTS) {
      String key = argument.name();
      if (!OURS.contains(key)) {
        arguments
            .value(key)
            .map(value ->
                value instanceof ListValue list
                    ? String.join(
                        LINES.contains(key) ? "\n" : " ",
                        list.items().stream().map(Text::str).toList())
                    : value == Bool.TRUE ? "1" : value == Bool.FALSE ? "0" : Text.str(value))
            .ifPresent(text -> settings.put(key, TextEdit.bytes(text)));
      }
    }
    settings.put("name", TextEdit.bytes(arguments.must("description")));
    return settings;
  }

  private static void save(Invocation invocation, FileText file, RepoFile repos) {
    Step step = repos.isEmpty() ? new Step.Remove(file.path()) : file.write(repos.text());
    invocation
        .machine()
        .apply(step)
        .failure()
        .ifPresent(ran -> {
          throw ModuleFailure.of("Problems handling file %s.".formatted(file.path()))
              .with("details", ran.errors().strip());
        });
  }

  private static boolean access(Invocation invocation, String path) {
    FileAccess access = FileAccess.of(invocation);
    Probe.Stat probe = access.stat(path);
    return invocation
        .machine()
        .ask(probe)
        .stat(probe)
        .map(status -> {
          FileAccess.Plan plan = access.plan(path, status);
          if (plan.changes() && !invocation.checkMode()) {
            invocation
                .machine()
                .apply(plan.steps())
                .failure()
                .ifPresent(ran -> {
                  throw access.failure(path, ran.errors(), ran.errors().strip());
                });
          }
          return plan.changes();
        })
        .orElse(false);
  }
}
