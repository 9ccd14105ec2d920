package dev.coflow;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.beRecords;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.coflow.stage.Stage;
import dev.coflow.stage.StageVisitor;
import org.junit.jupiter.api.Test;

/** Which way the dependencies of this module point. */
class ArchitectureTest {

    private static final JavaClasses API = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.coflow");

    @Test
    void findsTheClassesItJudges() {
        assertThat(API.contain(Flow.class)).isTrue();
        assertThat(API.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void dependsOnReactiveStreamsAndNothingElse() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.coflow..", "java..", "org.reactivestreams", "org.jspecify.annotations")
                .because("flow-api is what every user and every runtime shares")
                .check(API);
    }

    @Test
    void knowsNoRuntime() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("reactor..", "dev.coflow.reactor..")
                .because("a description says what to do, a runtime how")
                .check(API);
    }

    @Test
    void stagesKnowNothingOfTheirExecution() {
        noClasses()
                .that()
                .resideInAPackage("dev.coflow.stage")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.coflow.spi")
                .because("a flow is data, which anything can read")
                .check(API);
    }

    @Test
    void onlyFlowAsksForTheRuntime() {
        classes()
                .that()
                .resideInAPackage("dev.coflow.spi")
                .should()
                .onlyHaveDependentClassesThat(belongToAnyOf(Flow.class).or(resideInAPackage("dev.coflow.spi")))
                .because("there is one seam between description and execution")
                .check(API);
    }

    @Test
    void theRuntimeSeamSpeaksOfStagesAlone() {
        classes()
                .that()
                .resideInAPackage("dev.coflow.spi")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.coflow.spi",
                        "dev.coflow.stage",
                        "java..",
                        "org.reactivestreams",
                        "org.jspecify.annotations")
                .because("a runtime executes stages and needs no facade")
                .check(API);
    }

    @Test
    void stagesAreRecords() {
        classes()
                .that()
                .areAssignableTo(Stage.class)
                .and()
                .areNotInterfaces()
                .should(beRecords())
                .because("a flow is data")
                .check(API);
    }

    @Test
    void handlesKnowNoStage() {
        noClasses()
                .that()
                .resideInAPackage("dev.coflow")
                .and()
                .doNotBelongToAnyOf(Flow.class)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Stage.class, StageVisitor.class)
                .because("bodies work with publishers, whatever they are made of")
                .check(API);
    }
}
