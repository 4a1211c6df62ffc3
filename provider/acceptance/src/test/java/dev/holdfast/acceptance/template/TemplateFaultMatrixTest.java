package dev.holdfast.acceptance.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.FaultCases;
import dev.holdfast.acceptance.terraform.FaultCases.Case;
import dev.holdfast.acceptance.terraform.FaultCases.Step;
import dev.holdfast.acceptance.terraform.FaultMatrix;
import dev.holdfast.acceptance.terraform.Run;
import dev.holdfast.simulator.proxmox.Fault;
import java.util.List;
import java.util.stream.Stream;

/// Every kind of fault at every step of making and removing a template: nothing is orphaned, the
/// state is true, and the next apply converges.
class TemplateFaultMatrixTest extends TemplateTest
    implements FaultMatrix<TemplateFaultMatrixTest.Phase, Fault.Kind> {

  private static final String VM = "/nodes/{node}/qemu/{vmid}";
  private static final String STORAGE = "/nodes/{node}/storage/{storage}";

  /// What Terraform is asked to do while the fault is armed.
  enum Phase {
    CREATE,
    DESTROY
  }

  private static final List<Step<Phase>> STEPS =
      List.of(
          new Step<>(Phase.CREATE, "POST", STORAGE + "/download-url"),
          new Step<>(Phase.CREATE, "POST", STORAGE + "/upload"),
          new Step<>(Phase.CREATE, "POST", "/nodes/{node}/qemu"),
          new Step<>(Phase.CREATE, "DELETE", STORAGE + "/content/{volume}"),
          new Step<>(Phase.CREATE, "PUT", VM + "/resize"),
          new Step<>(Phase.CREATE, "POST", VM + "/status/start"),
          new Step<>(Phase.CREATE, "GET", VM + "/status/current"),
          new Step<>(Phase.CREATE, "POST", VM + "/config"),
          new Step<>(Phase.CREATE, "POST", VM + "/template"),
          new Step<>(Phase.DESTROY, "GET", STORAGE + "/content"),
          new Step<>(Phase.DESTROY, "DELETE", VM));

  /// Every step once and every fault at least once.
  static Stream<Case<Phase, Fault.Kind>> diagonal() {
    return FaultCases.diagonal(STEPS, Fault.kinds());
  }

  static Stream<Case<Phase, Fault.Kind>> all() {
    return FaultCases.all(STEPS, Fault.kinds());
  }

  @Override
  public void check(Case<Phase, Fault.Kind> fault) {
    template(CUSTOM);
    Step<Phase> step = fault.step();
    boolean destroy = step.phase() == Phase.DESTROY;
    if (destroy) {
      terraform.apply();
    }
    cluster.faults().add(Fault.once(step.method(), step.path(), fault.kind()));
    Run first =
        destroy ? terraform.run("destroy", "-auto-approve", "-no-color") : terraform.tryApply();
    assertThat(cluster.faults().remaining()).as("the fault was met").isZero();
    assertThat(first.flowing()).doesNotContain("inconsistent", "bug in the provider");
    if (!destroy) {
      assertThat(terraform.state().addresses()).hasSize(first.exit() == 0 ? 1 : 0);
      terraform.apply();
      assertThat(ids()).hasSize(1);
      nothingLeft();
      terraform.expectNoChanges();
    }
    terraform.destroy();
    assertThat(named("debian")).isEmpty();
    assertThat(cluster.volumes("pve1")).noneMatch(volume -> volume.matches(".*(vm|base)-1.*"));
    nothingLeft();
  }
}
