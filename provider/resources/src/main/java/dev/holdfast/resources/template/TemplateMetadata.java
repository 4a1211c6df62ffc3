package dev.holdfast.resources.template;

import dev.holdfast.client.http.CallContext;
import dev.holdfast.client.proxmox.ProxmoxException;
import dev.holdfast.client.proxmox.VmUpdate;
import dev.holdfast.framework.value.Value;
import dev.holdfast.resources.pve.ConfigChange;
import dev.holdfast.resources.pve.WireWriter;
import dev.holdfast.resources.settings.ProxmoxAccess;
import dev.holdfast.resources.vm.VmConverge;
import dev.holdfast.resources.vm.VmLive;
import dev.holdfast.resources.vm.VmReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Brings name, description and tags of templates to the plan: read, decide, write, until nothing
/// differs.
final class TemplateMetadata {

  private static final int ATTEMPTS = 4;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final ProxmoxAccess access;
  private final Value.Obj prior;
  private final TemplateSpec spec;

  TemplateMetadata(ProxmoxAccess access, Value.Obj prior, TemplateSpec spec) {
    this.access = access;
    this.prior = prior;
    this.spec = spec;
  }

  void write(Made made) {
    for (int attempt = 1; ; attempt++) {
      try {
        VmLive live = new VmReader(access.client()).exact(made.host(), made.id());
        ConfigChange change = change(prior, spec, live);
        if (change.isEmpty()) {
          return;
        }
        VmUpdate update =
            new VmUpdate(
                TemplateSteps.params(change.set()),
                change.delete(),
                Optional.of(live.config().digest()));
        access
            .client()
            .tasks()
            .await(
                access.client().vm(made.host(), made.id()).update(update),
                "change template " + made.id());
        return;
      } catch (ProxmoxException e) {
        if (attempt == ATTEMPTS || !VmConverge.again(e)) {
          throw e;
        }
        CallContext.current().rest(PAUSE, access.pacer());
      }
    }
  }

  /// What has to be written; the hash of the content always stands in the description.
  static ConfigChange change(Value.Obj prior, TemplateSpec spec, VmLive live) {
    Map<String, String> config = TemplateState.config(live);
    ConfigChange change =
        WireWriter.change(
            TemplateTable.METADATA_TABLE, prior, spec.object(), config, WireWriter.NewSlot.PLAIN);
    Map<String, String> set = new TreeMap<>(change.set());
    List<String> delete =
        change.delete().stream().filter(key -> !key.equals("description")).toList();
    boolean emptied = change.delete().contains("description");
    String text =
        set.getOrDefault("description", emptied ? "" : config.getOrDefault("description", ""));
    String wanted = TemplateMark.on(text, spec.hash());
    String now = live.config().value("description").orElse("").stripTrailing();
    if (wanted.equals(now)) {
      set.remove("description");
    } else {
      set.put("description", wanted);
    }
    return new ConfigChange(set, delete, List.of());
  }
}
