"""Why a date does not exist, and what a person should know of how one was chosen, in bokmål, nynorsk and English."""

from collections.abc import Mapping

from casework.deadlines.phrases import Trio
from casework.deadlines.value import Note, Why

WHY: Mapping[Why, Trio] = {
    "not_appealable": (
        "karakteren på en muntlig, utøvende eller praktisk eksamen som ikke kan vurderes på nytt, kan ikke påklages",
        "det er ikkje høve til å klage på karakteren på ein munnleg, utøvande eller praktisk eksamen som ikkje kan vurderast på nytt",
        "the grade of an oral, performing or practical exam that cannot be assessed again cannot be appealed",
    ),
    "explanation_pending": (
        "ingen klagefrist løper mens vi venter på begrunnelsen; fristen er tre uker fra begrunnelsen er gitt",
        "ingen klagefrist går medan vi ventar på grunngjevinga; fristen er tre veker frå grunngjevinga er gitt",
        "no appeal deadline runs while the explanation is awaited; it will be three weeks from the explanation",
    ),
    "formal_pending": (
        "ingen klagefrist løper mens klagen på formelle feil er til behandling; fristen er tre uker fra den endelige avgjørelsen",
        "ingen klagefrist går medan klaga på formelle feil er til behandling; fristen er tre veker frå den endelege avgjerda",
        "no appeal deadline runs while the complaint on formal errors is open; it will be three weeks from the final decision",
    ),
    "final": (
        "karakteren ble satt av nye sensorer etter klage; den er endelig og kan ikke påklages",
        "karakteren blei sett av nye sensorar etter klage; han er endeleg, og det er ikkje høve til å klage på han",
        "the grade was set by new examiners on appeal; it is final and cannot be appealed",
    ),
    "announcement_unknown": (
        "kunngjøringsdatoen er ikke kjent, så en saksbehandler må se på fristen",
        "kunngjeringsdatoen er ikkje kjend, så ein saksbehandlar må sjå på fristen",
        "the day of the announcement is not known, so a case handler must look at the deadline",
    ),
    "group_pending": (
        "ingen klagefrist løper mens noen i gruppen venter på begrunnelsen; fristen er tre uker fra begrunnelsen er gitt",
        "ingen klagefrist går medan nokon i gruppa ventar på grunngjevinga; fristen er tre veker frå grunngjevinga er gitt",
        "no appeal deadline runs while somebody in the group awaits the explanation; it will be three weeks from the explanation",
    ),
    "whole_course_open": (
        "karakteren på en del kan påklages når karakteren for hele emnet er kunngjort",
        "det er høve til å klage på karakteren på ein del når karakteren for heile emnet er kunngjord",
        "the grade of a part can be appealed once the grade of the whole course has been announced",
    ),
    "explanation_not_given": (
        "begrunnelsen er ikke gitt ennå",
        "grunngjevinga er ikkje gitt enno",
        "the explanation has not been given yet",
    ),
    "paused": (
        "fristen står stille så lenge vi venter på studenten",
        "fristen står stille så lenge vi ventar på studenten",
        "the clock stands still while we wait for the student",
    ),
    "no_fixed_date": (
        "loven setter ingen dato; klagen skal behandles uten ugrunnet opphold",
        "lova set ingen dato; klaga skal behandlast utan ugrunna opphald",
        "the act sets no date; the appeal is to be handled without undue delay",
    ),
    "with_the_board": (
        "klagen er sendt til klageinstansen, uten at det trengs en ny klage",
        "klaga er send til klageinstansen, utan at det trengst ei ny klage",
        "the complaint has been sent to the appeal body, and no new complaint is needed",
    ),
    "further_assessment": (
        "det trengs en ny vurdering før karakteren er endelig",
        "det trengst ei ny vurdering før karakteren er endeleg",
        "another assessment is needed before the grade is final",
    ),
    "new_oral_exam": (
        "det skal holdes en ny muntlig eksamen før karakteren er endelig",
        "det skal haldast ein ny munnleg eksamen før karakteren er endeleg",
        "a new oral exam must be held before the grade is final",
    ),
    "formal_explanation_pending": (
        "fristen for å klage på formelle feil løper ikke mens vi venter på begrunnelsen; den er tre uker fra begrunnelsen er gitt",
        "fristen for å klage på formelle feil går ikkje medan vi ventar på grunngjevinga; han er tre veker frå grunngjevinga er gitt",
        "no deadline for complaints on formal errors runs while the explanation is awaited; it will be three weeks from it",
    ),
    "formal_appeal_pending": (
        "fristen for å klage på formelle feil løper ikke mens klagen på karakteren er til behandling; den er tre uker fra resultatet",
        "fristen for å klage på formelle feil går ikkje medan klaga på karakteren er til behandling; han er tre veker frå resultatet",
        "no deadline for complaints on formal errors runs while the appeal is open; it will be three weeks from its result",
    ),
    "knowledge_unknown": (
        "fristen regnes fra studenten ble eller burde blitt kjent med feilen; en saksbehandler vurderer når det var",
        "fristen blir rekna frå studenten blei eller burde blitt kjend med feilen; ein saksbehandlar vurderer når det var",
        "the deadline counts from when the student knew or should have known of the error; a case handler judges when that was",
    ),
    "until_registered": (
        "klagen kan trekkes til den første av de nye sensorene har registrert vurderingen sin",
        "klaga kan trekkjast til den første av dei nye sensorane har registrert vurderinga si",
        "the appeal can be withdrawn until the first of the new examiners has registered an assessment",
    ),
    "until_decided": (
        "klagen kan trekkes til den nye karakteren er endelig",
        "klaga kan trekkjast til den nye karakteren er endeleg",
        "the appeal can be withdrawn until the new grade is final",
    ),
    "until_published": (
        "klagen kan trekkes til den nye karakteren er kunngjort",
        "klaga kan trekkjast til den nye karakteren er kunngjord",
        "the appeal can be withdrawn until the new grade has been announced",
    ),
}
NOTES: Mapping[Note, Trio] = {
    "late_request": (
        "det ble bedt om begrunnelse for sent; en person avgjør om den blir gitt, og klagefristen flyttes ikke",
        "førespurnaden om grunngjeving kom for seint; ein person avgjer om ho blir gitt, og klagefristen blir ikkje flytta",
        "the explanation was asked for too late; a person decides whether it is given, and the appeal deadline does not move",
    ),
    "unit_lifted": (
        "datoen som er fastsatt for eksamenen, er tidligere og kan ikke forkorte fristen",
        "datoen som er fastsett for eksamenen, er tidlegare og kan ikkje korte ned fristen",
        "the date fixed for the exam is earlier and cannot shorten the deadline",
    ),
    "individual_lifted": (
        "den individuelle startdatoen gir en tidligere dato og kan ikke forkorte fristen",
        "den individuelle startdatoen gir ein tidlegare dato og kan ikkje korte ned fristen",
        "the individual start gives an earlier date and cannot shorten the deadline",
    ),
    "unit_before_individual": (
        "datoen som er fastsatt for eksamenen, er tidligere enn den individuelle; en saksbehandler må se på den før brev sendes",
        "datoen som er fastsett for eksamenen, er tidlegare enn den individuelle; ein saksbehandlar må sjå på han før brev blir sendt",
        "the date fixed for the exam is earlier than the individual one; a case handler must look before any letter",
    ),
    "answer_before_request": (
        "et svar er datert før det som det svarer på; en saksbehandler må se på datoene",
        "eit svar er datert før det som det svarer på; ein saksbehandlar må sjå på datoane",
        "an answer is dated before what it answers; a case handler must look at the dates",
    ),
    "sent_before": (
        "fristen flyttes ikke framover, så svaret sendes siste virkedag før",
        "fristen blir ikkje flytta framover, så svaret blir sendt siste verkedagen før",
        "the deadline does not move forward, so the reply is sent on the last working day before",
    ),
}
