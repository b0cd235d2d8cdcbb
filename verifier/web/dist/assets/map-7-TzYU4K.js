import{a as e,ct as t,i as n,lt as r,n as i,ot as a,st as o}from"./tokens-BwTpO1wg.js";import{a as s,p as c}from"./shape-3BDOnQV8.js";import{a as l,c as u,d,f,i as p,p as m}from"./telling-BUR0A9iw.js";import{r as h}from"./passport-Dd_ZL0g3.js";import{a as g,c as _}from"./statements-ClbbYu2r.js";var v=1;function y({members:e}){let t=Object.hasOwn(e,`where`)?e.where:null,n=e=>{let n=c(t)?s(t,e):void 0,r=c(n)?s(n,`id`):void 0;return typeof r==`string`?r:null};return{readPoint:n(`readPoint`),bizLocation:n(`bizLocation`)}}function b(e){let t=new Map;for(let n of e){let{readPoint:e,bizLocation:r}=y(n),i=e===null?null:f(e);if(i===null||r===null||f(r)!==null)continue;let a=t.get(r);a===void 0?t.set(r,i):a!==null&&d(a,i)>v&&t.set(r,null)}return new Map([...t].filter(e=>e[1]!==null))}function x(e){let t=e.filter(({undone:e,notice:t})=>!e&&t!==`correction`),n=b(t),r=[];for(let e of t){let{readPoint:t,bizLocation:i}=y(e),a=[i,t].filter(e=>e!==null),o=[t,i].map(e=>e===null?null:f(e)).find(e=>e!==null)??a.map(e=>n.get(e)).find(e=>e!==void 0);if(o==null)continue;let s=a.find(e=>f(e)===null)??null,c=r.at(-1);c!==void 0&&d(c.position,o)<=v?(c.statements.push(e),c.place??=s):r.push({position:o,place:s,statements:[e]})}return r}var S=`JG2xA3bjbhP26V21N1c02lcW21S23ugme._C6Hz3J25P1ene04paogG27E1bud.JU1Nx3O1hgn6f0lZ1b_19H29P27Z24P1c6iS2ay1eqgigoeqgk0Y18.LT4XX2Q15M16ndB19R14D1e8e.ZY4XX2Y1dl0P14T1cu8.TX3ZV2I13I14olv2L11N12R11D18lgq8O15.NR2RU24h5fbdJ15J17P10kgL15H13tc1gI1gq4M11ak4g1w1oiA16md8dihch._w7XF320A1mE2b42c2e4a4626040W1hQ1i82S36C17i5-1bM3bW2bY47O3aG57w3bG3cM3a8kZ40_3ax1gH388ieggg7gz2cteZ1cy31Y26W1dE2cy2gw1cdgP1cX1cN22D26J24peN1cvebK1k3A1bw24w26y1h-14S18O1cK1cY141gdeceQ18odY18K1aW12S14S18G1aO18u1s3Y16S17S12Q16S13Y13U10W10Y10S10E1cO16O17M18G1eqdedqbG1cM1fS13K1bU12Q18Y11S15S15mipcjeP14le9gduw15Q11Q12K15G1bgdS11Q14U18M16G19Q14y1uy1hK17O14w1fQ10O15M17uegeE1dU14E19sbQ14G18E1aO16U14O16E18oc8i3gbgdgdg9e1g4giegg6g5i5ekimcqgscw1ceimaqaC12qes8w14uamcw16obfbD1bh7t6v3r9r9jb5f2dkdr9B11ldnbnh5defkdy17udgdafafkbcf4z1cf4dcf5llfldR15hdnbX1fR15N17R17vh_10B20_11z20cf-17I19qdH1bB24T1b3f1fM1b8fQ1dQ25E2bW1bE2bA35y3bA2bG2dE1hkdM1ey2cC2cO2aE2aA32w35O29qiU1cA30M2aG28Q26U26-1arehe0gH21P25J209e4uiaW18A2aM1cM1cA1gU16S16q2-12Y16O18M1aI18U1cy1eC1ccgF1aegqcG18I1aE1cw1gkiscM11kdM110gmeG13adM11Q16O16K13gfI1eG16I16K16E1aI16A18oeu9E16ujmdK18igE1cS13gdw1eI16K10G10I13I11idqbI18M10K10I12E14G16A1aA18G14uammmeG15gdy19G14sdubE1aeiA16G1eE16K18w18w1aw18C13A1eqaC10w188gy1aw18E16C14y13C13w194hA1bobM13qby19C11w18y1gC17C15C13E13E10w1D11b3hB19vd6fI103dlfhfubK13K16mgegmcqcaekiq4K12C16G16kgceqeE1cy16mem8u6C13A14E14I11uaksebkhw17E13C16E13C10q4w11w19A16G10C16E15sekcscO1uq5ubqdQ1nC10C10G14I16w1ascI12u8w15kdsbI12s9M19O13E12w1cqeA12A13G13C16A10A13A13A16I16E12K10A14A14ck0gqb6hefgdy15K12Q10A14Q10C10Q11K11sd7dqbG19K19Q15S15E15K11qey1bw1by19O13K13ifK19udK15K12G13M12M13K13E19G17sb3fldhhddhfP15ndP19hdrfrbhf9f3h2dmfafidG23ghD25Z17H21x1n5hhdjfQ1dmfy1dM1dU1bY1bY2dkjQ3781sbM3aY2b.RQ2Fz2Q1nU19hjB11jedfx1bH14rcF16N1mF1mR1I1w17U1pS1dkieqA1is5gh.BF2X_1w1hbdR1bhex1hjiM1oy19.YT2z-1Z111k6g4aqdC1307.UR5_O1C1dm6w18o12L1dd3vdarr72n2ny15qnA12i.EU6zP1ahsgcf0fdjrrjfgjv0x1f9pnD1thjbB12pcF147emuO1E1q6sgy1kqmguga6msi.EW6BJ1uF10qi96tw1ds1mek37z1dlt09b4h55fljrtf7af6oy1dmH1g2ese8u1qfs06hivy1fse4mlw19.YM6Rrd9latinmrs3eg0mdidebw1n.--6Rleb5jn5l63ieci3._w7RkCxe9n75ek8c2Dxee823j.WN6Nkd5bi0a.YM6Ri6v96715a0u.O-1Zg6L1cj3h7bdo7b8t1fb91x1fJ1jT1nH2fT1hJ1v9z1flavebm1A1du3u8si80ckw12o7k7o3C1em6qk0mae6i0oow1ock5ii5ms0oeiefah.KP5Bhevqgehif3hax16ja3ax13lepG1luhqh59ongH1gagha66F1spidw1vcv0n1nix11z15hbz12l7thz1tjdtdjbx1dj9t5r2dnbH11z1fjfnhvin86kl7z1rx1al6n4B1cpo7u7kjgD16ei9ujrx15km6mgk3uvx1pddvvg2mpuje6aN1or0B1kD23P1dJ1dB14F1lz175lffx10n3z18r5r1njb2jbhbt0r0F1qj80ok46a0e4s3olE15m2ofq1chg3ulw15iihdC1kbcf1kjw11c9c4o8a6k3ogs2tiqw1ekiuei4c5w1go468a4m1G1cmiamok2g0msy1ix1g8dicki96w1mi8gk82ai30ai6i6ujmlq1o17mkw1ia5agmoem3y181ktem4q9mfy19c4oboce3a8ij9lffd06fbjdj2bw1lubmdsnc0k96bC1dqe8k8i6mcw15k4c5m6u885eak6m2cegcj2pa32hej4l.QG6zdcdr2foo9.YS4Vcf0R1sC18mbeb.yF6Fcf1n4762gq5e7.AG6_b57tA17oc0gv.OX4Rcx17544eioC1g6ay18s2c6g5f9D1hx1b.IP4zae9q2afL17p5l0eom0.QV4za5lX1bR160ew18qbq4.YD6Ja07tilefe64i9y1h.-A6B971h8fi26of.UD4L8K238iG2jgpY17M1lJ1fH1gz11F14z18J1et4f3F2g5gB14sC1M11w1fi1.KE5T7lr3u8e8eab.Yy6L8b3hefq9u644bc7kpid.w-5X6l15bl9j7l0vanc4cA15m46i624lm4ceme3oo0851l.y_4F4fdp87gE12.yz5X3gtx1gx14l3r2amM12.K_5P5b97m9ghelgtccambc7i9gfed.SD5J1a_1G1ny1G1K1oA10y1dudG17C2rG2lqjol6ly2pajB13arA1pqF1m21hw17b5G1h3bp19az14D16tqnmjA1P1gx19nd4ttdn8D12z1w1D189bP10iw1oc9G1hy1J2y1x14X1A1bhd39e0itkG1eu13cV10foz16hkS1amew2h.OY4U1vB1t7D18x21x155tA1z1kiI2e3jh6flz1fC1P17dA1J10pjbfeiy1B1f9c4ero2C1pb4J12V1p3hacC15C1f0dsiq4w1mY18gy1uubQ13K10C1u.Yw5K11z1l45nilb3fqbO18w1ee2jo3.EA4F7H10x1w1N1y1hotw1jutU1z1y1by1duz1qjy1tmF1I13mq1-17y1D1w1pmhC1F1E10y1rox1uhfvmde18rels3kn9N1.GP4G2K1B1L13br0z1B1r0D1fX15eJ1hfor2jeL1fdkp1x145S1jchy15y14C1oqudu88y1i8M18sw1kqgey1musmug2kl2fqby1b3fp16hrdnz1uB1.w-4Ma4p2ldB1dG1jjetbhL1m9ucipkbhj2rl7cgy1qamgehua6is21uw1h4j.MB3U7x19jw15W1iw2slirkF15D1.BI2Qcv374ca1go681.wX4Ycfdbpbbns8caa4qm25ruE1.AQ4QbP1B1isuqoskC18vpl.IU4Yeobo00hhfpb1i4k.YY4CfcH1va2bapj71sb25oo30gpuE10.-T4Ggbx1fkluA10.QT4Anqbcc4b7fer9x1nb5vavk5i6O1l3le93hvkdkbdnoz15j82gccb85djm5i0C1gb4-1cA1._N2Wm99t0n11g66w10m1.zw3Gmb5l6ng68g2a0q3m969.TW2WoA1548w10oba28dm01bi0kfffh8h0d277d15ad5fr961cp6j1n2h5lc4cA13u3e8hi0gn68a.-F4Inx1jx1c0y1iiI1co08fhh.Jy6Yn57962c5e2468162420g58365ad11d7.zz6Wpb37a320442e3a5.Zz6Mq15l244.xB6Qq1132d03a12a441.BD6Mr33d62464a1.Pz3KsgdC14e7y1pqhc0o719s1uf39p5r1p4V13qmfap4dc7mn1z1cb8P16d8eaD12rlf059j3f4kc8eiam8u4a4y13w10.Zw3St919oda8qc1ev.MT4Mshx1ly13uoE1w1uib5n.Dx3Ex1H173gk2q0.Dw3Ex15r740mhg04.GE5SG14dlnfcj7bnpc0ioom3gg.EH1OI1rf4701D1hj69gk2206as1.QtQI1mdw14s305m45bV1328N18.IjWL1dv6b7ltgj4T1k4mM13E14.MbMP1or5P1h2fdda1O19mm1.EM5KK1fv6jjrP1jB21T1J1rg0uB27L1jJ10E1tpz2pfjeaA1pcfsC1cmqE1kssM2cI17E1C2shW1E1oeoO15I1gqG18mT10vB1F1.-bSQ1bth89q8gqe.YP5CT1s7siaJ1X19x1D1_1slH1H115E1kw1I12aS1cw1M1F1.NL2CW1s5C12jfd3P1i9egc.DJ2IZ1j0P1cz1ie4Q19E1f.HW4QY1j5x2kbez1e7aD18fm48G17o5C13edkhE1h.BC2I_1pz1qes7ddy1bkaC1bbts86lcnfz1h1r8ay1b4J1x1n0skB1aH13H225coehay1qG1-1ooA1ei17b.XB5Oz2C12bH1y1vf0nidijc7i2c.OP5K_1E1B2V1cpV1E1D11rtopv7y14E13G1au2S1nE14S1A1ifki4apeB10D1.L8Gx2B2nV16y1G1lG1S1uw1kw10I1nlr6r.YfMB2nvF1m5iW1c.D_5ID2D1dja5iA1ek6s1gb.T3GF2F1H1E16I109x1z1z1E11E1P1q5qJ1adO175pjbgjz1lR12z2bh8phB14rfl8Y1G1A1a_169gG1clm6qY136oroL189agidclj1C1jmeE1w1y1w13._K6YG2n5p8naE18u3.xz3SJ2fjh29c24eci1.HC3IK2J1lr29auiS10.RS6UL2q7o4w19E1513v7t8d8z1394.JG3yO26hm6m9I1dK1b4hu2sbz1dZ1aliD1lT1jdoR13y1k4ueC1.ziyP29pK1pP1vP3px17P16L3cC1iR2kC281cP28sqY16-1p-1mO1by2m.V-2-P2J119kimA16w1b0f35._w7CS2y3tE3D11nq97sI35K2z1D1hx230D1f7B12teR1a7iD16J13le8eL19ihlfwye1P1fP12A1jox1i96h99H28L3tx13Z1rV1ndhV1qD3theB1fR14dpL1B12fK195V1z11hvghB2jdJ1V19bD1V1B1fsfW1lW2iS1y1o2k-18E2O1A2G1E2w1w1U1L13nvB3H1vM1D3bz3z2y1nV29Z134sZ16N1jV38z4bx4J2T4Z2-15knC19qkI11W1H12x1vD13L1h_1X1V1drR1J1R1J1pnP1np0nkR1t5df4hdbd2rj975dbr5fb1h33g5mhy1J1ap0J1dlz17vfz135m8uhG1u6py1j857931894b6ci8418am36l4jcT1brjH19mi7guqjmz1dH1rppB11jhkry150hw1bI1sA1dq16jT1bhlD1jjrI1leB1qB1qt0tp9alob5x19tl3tH1vP1B1L1R1z1T1x1J15nhdeljT1jF15dF1l19s8gR1ch5R1x1vB19rw1F1A1P1A1nqviF25D2x1pJ1pvvN1B1dqcqtox16fkjG1z1ix106uz103H1jV1dz12rq1iz16x1mno3ml81onir2p3h4d2nebgx10dt1B1sJ1w15kls5w1dm4u7gfg7kjmjk5n7m4ocE13ucubo2G1fmbM17O1hy1pjJ1tl4naeO17A1vK14gl4tw19m1k7khmz124fdlf857b4d45dr0L172tlnV1pH1L1tpD1p0hj9z1dh1dtaP12x1hB10z2j1htcdz19drfbB1C1hU1fE1dklC19O15oz1U1hK2bO10M15C1X1nr6P1M1kebgJ1y1tabsvuD25x21T13H2cF18J16hM1h8v7D1hL1cD1w1D1apC1tS1j5pcfdl28h39ctgx1k96dsf2f3d6dc94d691uakc4cb0n7l8f622bw18w11o1ssuqooce633f576tirmdu5o7ilade309dn59hddph2797j6r33h0pf3h77p0f90fhbl4rdh1r97h1dD1f_1jx1rh1b2nfp7v191999359j0d3p2bm2m5c7ubg823i480i5ibc3ejglw19y1rqh8pC15s2olI1hgl8dm2a9kbafsny1jqj06m2e4g169f7tbl95bchitW133iF1oD1uZ1elelA1H1772pK1z167eD1956F1gL1e9mdoJ1aB1mhU1B1mnmlcdkb8b0fn9ibc58hifk0C1aI14A1ei2g8m0c2k6k4kce0293n0j7dbH1jH1nP1x1V1x1J1L1R1D1vX1D1z1tH1L19l79rf9ff15tbf7pfdhL12nqd099n2b1jengD1e78h1D14z12Z18jbrfrpnz1fJ1jH1F1f7rrf93rkt6n2b620B17ja55fffx1bL1lhf4fa11l9r5x19hrj55hjbjltJ1D1rntjF1dj13bp6h7H18n3h2D1fx15pfh0fed0hi055c0mbsc61w1pA1jy1rQ1tw1fs7E19sd-10M15mfgjy1jM19ovE11u3q6y1cA14icA1agmqei4u1mbgbo7o28cgbC17qjq283cbuvG1F1G1pw1nG12c8eas8u76eK16ufsh67i960aF1dd2f7v0lqbsrqv0x10x13v7Z1nldz1bz1ch0r8p1L15rbB1d70b0D1kz1ux1mrq92tgjm5e5uhodgb4983i5ab6jgh47a06b83a5u6ihuhgg6ksam3kck4C13E15k4k9iji2g2keaem3cesoqc6co0meoqeqG1mgA14w1skay1y19O1ey16kqsE1iugqG1cou0ofC12G17i1C1mG18qgC1cA28y22k5C1gI10g7q2I1gs30ly1g27jj0he95x1pj8lk1ahg5K1di4w17S1hix1A17U1hI1jkcii9ueksis6S17ehe0e7C13adS12C1bE19i7w1egaA14s3ajacw19u1kace12ai8w16a20ew1ks023uagdkeen3x1apnZ13vmH127hr3B1mH11nE1tmkw1piK1C1Y12iuI23M1qK1ay22C2rW1fK16y13M1m6g9slen6dcN1y1J1ex1os6y1y1ngY1g18z15v3pbB11x1f2nk9G127dH15R1nl88kH1c86C1ebaZ1a3ez13dlvt29j9b4bL1jfdrcn4fA1b79L11fbx1lbi08n2l4L19snj5l0lm598nkhf9ohib2lB1acjn3ez1p0x1idw17qdilo1c5218le3k4q6c78729eh8B1eleB1cvu82ji0ep6bhbe2ea4v6vd2j5bejC1jkx1I1vu0a797A1dsbA1l477dlkz16fpsd3lf1lx1f30c8m88fobkf4bip8fgt2viz1qrobC1j6vch3njf1z1lL2aV1d3n2lB1pP193bnnfvgllh9pt7rvN10B12pffdh4fc9oB16f9l6j56w13oh49g4qge2gao1i7e1e2sfiU1sO17S10G15y12w21ko8M2F1G1rkZ1g3uQ18A29dK1C1h-2w1cw1y18w18may1Y1U1gw1088y1267si9g0mhm0G16accy12gcw1c1lbb4bm59db4rtah2fE190dE18maK1didsc-1iO1eE1549C10agS1e7y12ukoA1ew1tw128u6of5ne3oO1aO16I15G12I1mF1iD23B2dx27lmD1caE1jA1koA1oY2I1q83iT1iz2bD1p6pZ1vJ2x1tT1urC1lB1J1D19fx2lB1N14lvJ11dC1vK1tU1roJ2J1R17T1kdG1bY2A1qG3y1M2G1E2U1w3I2A2uK3O1U2iw21-1y1E21E28-3tP19I1pG1ew2nK39U4H1uj4pJ1l_19P5ur3w2t6X1Q1bu96kpisew3py1aru-2E1A13C1dosx1okotoM3bmlN150lw1d-1aaoQ2kG4y1u1B1nO13seG20Y1iK1nK1qF1mkeS3bU1bM4J1skF1m08L14cklu0eG2A1qA1u8G398nB1vober9T1I1nfpJ2V1I15ggI1acky1inokqH129ow1E1P1w1E2q9uk0mlfB1G17hsA2gO22G2lz1y13G1C28w31S26vkK1qK12K2kG34ecE34y19U2mG20cgC1i-2gA2dR17W27chA18S30W2jw1d9jH1bF3ltbO15W19A18mpgaw26y458jE552w1S27w20w2jipnfO1vw2fC1G1w2hA2aK2bucw25rA1Q1iGbpy1nE3ty58M27y1f5tO19S18C20I27I26C2z1M1cvqiiw4bO24Q3j.IZ1QP1ktk0cbx115v5df92jcrC19sjU15w2a2a5s6G1veasp28y1C19A1ctobmv93rbq1aag7eJ1ehA1la1cE130uy16A156E15oD11x1aJ1hB17hnB15D1F1A1B13pI1L1.NT3IS2ndR1cx13R1iA1csiG1bo5c7._w7IV2wyepH115c._w7IV262y10U1b13F19P11.BN3YS20F1S1w1M1pbtC1pG1ssA14I1U13Y15Q1j4jtjsl5jJ2rT15D1cbjD1x19fL1rT11vh1pL13L1x1H1H1fv1J1Y15iB1itU18G2hE1fuhO1bG1fy21I137x1cD1uJ1Y1B1uemE1jw2tkw2kK1sms1qry1L1uK1G1fA1d-1saA29G13w1aC1dM1lefC230x1cN1C15snW1mC1I1qkw1z1Q1P1I1L1fnS1lA1n-19qbgx1w15gf2H1rftdx2dN1vx25R28X10F11x1tN1hV1P1J1B1y18w2Q1Q2y1Y14A1jB1rcF1etQ1jy26E1I12rqfN1pT2nD1fH1rt21y1C2y1x21H138dH1hD1dF1bnp371jelg03ec919r5h0t7h1n1v9W16c5T1bp024bbc09trt3a72daal852fdflv32esle3y17h8nn6qd2B1c14d4D1ntF1bplj3jd5dH1plhjn5r8rcx1it0fkJ11r1f9nb3h47id8lA1hu5g8qbmty1f6D1h72hipaJ15x16v3f38b1fa775f6d7t2tmx15rap3x17z1tD1hlh7h1r2j8dfx15t3P11j6lcj8tqtanghG1bgfA1au6u6q8qg8m4y16csaG1aA11o4a71jln7n675f9v9a700580097h453d233j7b707de746c34186c24362i3i2e444c1a1a084i580c7c9e5a933174f7d3f1f2b2h731f297b2965algfihed07g144a9k2iao8ecm113m1i5cbgbk0usi40c6y1oko048w11ukg8kke1ab7b09n5eh1jfnevi48sbe1uO1i5iecers0ql2dA10G14ohu3mc2aM12M10x1behw13uh8vk0g9qdop2je1mjgdM1748w14I1be3s9I1x16fe2almB2m50rtx1cbE250D1w1qO1dy2nkn7lM1cK2jW12Y1x1Q1H1uby11ebeP16nfx2jpT1T1pH1rz190bt2F29Z13pdf5R1F1P15F1vf9nH10Z1frhH1bL1vx1D15r6n5D19hrlH1D2z1vphhB1plhpJ1lr8l3B1gp0pm1lQ1x15rof1jB1P1X1jL29H14al9t8lndD13D1ed94D1sbmccjB1bvp5D17lB10vjbtE1tC17dz1J1lpJ1B1ffjeD1qnf2z10j9z1d5B1h0H1cJ1sN1oboaojq3C2gC1G1uX1cC1A1ey2I1dmO2rcbN1p4eW1cG2ksbC13K1i2ow2sw2gY17Y1cw15O1oM18K2cO2cW21y27U1F1o1gL2E1D2I1tofy16ax1S1D1E2B1M2fibuvqrgcihC1csw1qmu9idjni8c7A1e68ogq3gmasg5cg21k8gk2ioemda8m9C1aa7y1fkbc9maa945cjch17df99137klb535j15o55b27gh494f01936la7848189af8d41cb84b799cb4580c6cb6a8dcjg7efcji4665447cb439n0d4f8l2baj6p2h8lgH1G1leval1vfj3rat8B1it6J1ivk9an4D1cfiH1mjq9ke43aac0cdi3gdkx1E1D1w1jox1i7a6ojani9sl4lkjk0cludw10ergd1nc5f8j4tcfur87634d828pc98fqjcz1chch2lk1gheh15ff709qpmrkla2s5mjcpi539ananm24i1ee2ivulafqdqhw1hA15kpmh63cn2daz14965mB1E1x1U12ahcvy13w1lm8y10y1dugC1aE27S1by1bk68W1dkB1aa5y1dw150H2E1tgD2ily16qP1g5w1L1u1klgx1cby1P1y1lA1B14_10J1cN2G1B18B2eT13L2iJ1iJ19apl3L17x1dH175oiE1G1c9aP1lrrT1rsjB1rF1fD1d9fZ1ldhJ1hr4z1bF1dvbB2b56I1kE1cG1mO14kgS1oa8ue6w1kmJ1bb8lfpmbfdkD1fn03o8gpeP17x1ira0mtieoy1mekw12s5w1ks3w1c7il8sgn0F19b7v8T13V1ahgN1mU1iW2kw105jQ20vqL1etkB1iR1cmmC20Q1i8kG1kC14I2iC13Y1m-17shi8A2119Y15G14Q2dI23w13Q16-1bG15I29-1hG13y1gO1eW15Y1iy2asfu88ks3A2z1Q1q6tO16ecO11Y1f-2fS15E12S1jT1jE27I34y18G1nI1kD1gqeM12w14w19E1lK14C2h-16W103oA18-1d1B1qw1w11iE1F1qJ1g2I1M1sQ15E1hU1H1z1j.RK4IX2jhU2cU1jK1kA1bw1D1kgrG1A16E15I1hqB1cry2jE2h3hx23qfddD26z2cJ13H2bR37R11liR1cz15N1w1q4-18W11Q16J2aR23T12le-2gZ10B2ay1usgG3o.Py4UX2z1pZ1se6S12.J_2IX249F10H12H1592J1m2ek2Y23.BI3KX2w1nA1w1C3gA2F15pM2cC1gU2jS1j6fG28G1pw3fA1fC1z1F2j-2pw27W1z1-13brB2J1N1iZ1C1P155lG1nS1hi9qD1dtN1cB3w1W1x1E1n8dJ3gP2mN1kecX1kV1k2bP35x1cquI22O24deekQ1E1bidcZ1kL2eoaF1ox14vclbD23N48P2cx26veG1iV10bG1uA1G1gC3a.JZ3GY2M17C24cbB1hY1h5z1x2fB14rgz3u0eO25H1q.MP5MX2X10N2472C1gO14W1f.LQ3-W2F1tJ12pA12kkgE1cQ21I29X1z1.NS4EV2F3jjiZ2keew1w1y1sB1oC46W17C31C1bI1hN19x3rN1r.KY5YZ2J1f_14H2eaeG25._Q3UZ2lfV12L1ckiW1ay1d.IR5K-2vtP42x29J2qksS18E31.zX3Y_2uh2jhtx23H162ox231w1G11Y1eU11.DD4E_2gdy16G118hnjD45z3hZ103cO2iP53T16S1E1C1cM3dE2nC23V1E1A1eG13.-D2IU2n1x44biD2a5mG1a1mM2y1B14w3A19iU2kA4qC48A2eK26sfpbJ4jV3jX3B1X1B1_1D18v.HS3Iw3K1bK20y1d7fK17o9S11W11w28O24w23I1d8hn9X17P14N35N20_14F3edm5kD1gN26J1ceg.DN4yx35ttdB11F2h_15R18A2uO2q-10.FR3Yw3h0F22bcO21s5.TF4Ax3F2bX1ew1cY14U15.YuGx3T2fB2aqancQ28gd.xF4Ey3N17x2026E1cm1.VT3Ox3V17vahe3gQ10o3M1d.xZ3-x3ghx24x2eV22E1cL183gK25K3d.Iz4Yx3x7fE2S1y14u1A3n.WmQz3A4tz3fnrx17jx1L11R2qA1eX1aJ2y1tw1I3emdW10eeY12.WvMA3K2dV1lR33P367cV10H1iY3cW19E1c.-_1SA3R15z1155J17H1amcT22K26Y128boaC16W17.-Y3Qy3T25L3cx2gtsR18E3sS28K2jY2B1.TI3Oz3M1bT1bF2tB23P26F1g0ew1cD21J1enisiscE14h8-22O1lA27y27.PR2YD3G31S25G291bx3f_27z19S20Z2n_1bB2vN25p7T35S13p7w1hB1dZ1bhfT1b67A2007F3nD3aR35X14H223kG2ajso2G3fR1q_16w1gC2aceT1ghkK31w13-1eV26H43B2ex1gJ1c9eY18K10M28W1eO11G1bw1mQ16E26W30m3O38U23.Xx1IE3W7tF2fT41T63k7K46U3dK2cy1dH1nC3ey6gU37mfz5rl9_35Y21J1tvp2H1M1p_11x2bG2lax1F13Q1x1V23K1fbdT15T10O1p0hL2gj9S19Q1pgvD27tgN1oerJ1jE31U11H3z1H3vP3dJ10D1dT1F1R2rr1P19V19x1n1rjp_1vgvhx1lB1T11V1w1L20D1mpE1B2O1jq5A1R1A1eupeC1K1Y1gggaw1J1fl3z15N1c1sgkA12O2bz2qz1eD15x1aK1C1petsN1G1N1g0gF3oR24F31x33J1eB2oE3cO24H5aV2g6gU4iO4kgeH3ey1gG4sW14fi-2cY36W30I1bG3mw3fU11Q2d_2m6iC4oI41Q1eI44`.split(`.`),C=20,w=`0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_`;function T(e){let t=[],[n,r]=[0,0];for(let i of e){let e=w.indexOf(i);n+=(e&31)<<r,r+=5,e&32||(t.push(n&1?-(n+1)/2:n/2),[n,r]=[0,0])}let i=[],[a,o]=[0,0];for(let e=0;e+1<t.length;e+=2)a+=t[e],o+=t[e+1],i.push([a/C,o/C]);return i}var E=1400,D=111.3,O=.7,k=80,A=Math.PI/180;function j(e){let t=[],[n]=e,r=n.longitude,i=[[r,n.latitude]];e.slice(1).forEach((n,a)=>{let o=m(e[a],n,r);t.push(o),r=o.at(-1)[0],i.push([r,n.latitude])});let a=new N([...i,...t.flat()]);return{land:a.land(),lines:a.lines(),ways:t.map(e=>a.path(e)),marks:P(i.map(e=>a.project(e)))}}function M(e){return Math.log(Math.tan(Math.PI/4+Math.max(-80,Math.min(k,e))*A/2))/A}var N=class{scale;middle;constructor(e){let t=e.map(([e])=>e),n=e.map(([,e])=>M(e)),[r,i,a,o]=[Math.min(...t),Math.max(...t),Math.min(...n),Math.max(...n)],s=e.map(([,e])=>Math.abs(e)),c=Math.cos(Math.min(k,Math.max(...s))*A),l=640*D*c/E,u=Math.min(640*O/(i-r||1e-9),400*O/(o-a||1e-9));this.scale=Math.min(l,u),this.middle=[(r+i)/2,(a+o)/2]}project([e,t]){return[I(320+(e-this.middle[0])*this.scale),I(200-(M(t)-this.middle[1])*this.scale)]}path(e){return`M${e.map(e=>this.project(e).join(` `)).join(`L`)}`}land(){let e=320/this.scale,[t,n]=[this.middle[0]-e,this.middle[0]+e];return S.flatMap(e=>{let r=T(e),i=r.map(([e])=>e),[a,o]=[Math.min(...i),Math.max(...i)],s=[];for(let e=Math.ceil((t-o)/360);a+360*e<=n;e++)s.push(360*e);return s.map(e=>`${this.path(r.map(([t,n])=>[t+e,n]))}Z`)}).join(``)}lines(){let e=320/this.scale,t=[1,2,5,10,15,30].find(t=>2*e/t<=8)??45,[n,r]=[this.middle[0]-e,this.middle[0]+e],i=``;for(let e=Math.ceil(n/t)*t;e<=r;e+=t)i+=`M${this.project([e,0])[0]} 0V400`;for(let e=-75;e<=75;e+=Math.min(t,15)){let t=this.project([0,e])[1];t>=0&&t<=400&&(i+=`M0 ${t}H640`)}return i}};function P(e){let t=[];return e.forEach(([e,n],r)=>{let i=t.find(t=>Math.hypot(t.x-e,t.y-n)<30);i===void 0?t.push({numbers:[r+1],x:e,y:n}):i.numbers.push(r+1)}),t}function F(e){let t=[];for(let n of e){let e=t.at(-1);e!==void 0&&n===e[1]+1?e[1]=n:t.push([n,n])}return t.map(([e,t])=>e===t?`${e}`:`${e}–${t}`).join(`, `)}function I(e){return Math.round(e*10)/10}var L=6,R=class extends n{static styles=[i,r`
      figure {
        display: grid;
        gap: 0.75em;
        margin: 0 0 0.75em;
      }

      .earth {
        display: block;
        width: 100%;
        height: auto;
        background: var(--wp-water);
        border-radius: calc(var(--wp-radius) * 0.75);
        print-color-adjust: exact;
      }

      :host {
        --wp-water: color-mix(in srgb, var(--wp-wait) 14%, var(--wp-card));
        --wp-land: color-mix(in srgb, var(--wp-line) 70%, var(--wp-card));
      }

      .land {
        fill: var(--wp-land);
        stroke: color-mix(in srgb, var(--wp-soft) 45%, var(--wp-card));
        stroke-width: 0.8;
        stroke-linejoin: round;
      }

      .lines {
        fill: none;
        stroke: var(--wp-soft);
        stroke-opacity: 0.14;
        stroke-width: 0.8;
      }

      .way {
        fill: none;
        stroke: var(--wp-accent);
        stroke-width: 3.2;
        stroke-linecap: round;
        stroke-dasharray: 0.1 7;
      }

      .mark rect {
        fill: var(--wp-accent);
        stroke: var(--wp-card);
        stroke-width: 2.5;
      }

      .mark text {
        font-size: 17px;
        font-weight: 700;
        text-anchor: middle;
        dominant-baseline: central;
        fill: var(--wp-card);
      }

      .mark[data-current] rect {
        fill: var(--wp-ink);
      }

      .around {
        fill: var(--wp-ink);
        fill-opacity: 0.16;
      }

      ol {
        display: grid;
        gap: 0.35em;
      }

      li {
        display: grid;
        grid-template-columns: 1.75em minmax(0, 1fr);
        font-size: 0.875em;
      }

      @media print {
        details:not([open])::details-content {
          content-visibility: visible;
          block-size: auto;
        }
      }

      .number {
        font-weight: 700;
        font-variant-numeric: tabular-nums;
        color: var(--wp-accent);
      }
    `];render(){let e=x(_(this.checked.report));if(e.length===0)return a;let{map:t}=this.words,n=j(e.map(({position:e})=>e));return o`
      <figure part="map">
        <svg class="earth" viewBox="0 0 ${640} ${400}" role="img" aria-label=${t.label(e.length)} aria-describedby="places">
          ${z(n,e.length)}
        </svg>
        <figcaption>
          <details ?open=${e.length<=L}>
            <summary>${t.places}</summary>
            <ol id="places">
              ${e.map((e,t)=>o`<li><span class="number">${t+1}</span><span>${this.place(e)} <span class="small">${this.done(e)}</span></span></li>`)}
            </ol>
          </details>
        </figcaption>
      </figure>
    `}place({place:e,position:t,statements:n}){if(e===null)return u(t,this.words);let r=[...new Set(n.map(({issuer:e})=>e))],{name:i,source:a}=h(this.checked,r[0]);return r.length>1||a===`number`?l(e):`${i}, ${l(e)}`}done({statements:e}){let{locale:t}=this.words,n=[...new Set(e.map(e=>p(e,this.words)))],r=g(e[0]);return[r===null?``:t.day(r.at,r.offset),n.join(` · `)].filter(e=>e!==``).join(`: `)}};function z(e,n){return t`
    <path class="land" d=${e.land} />
    <path class="lines" d=${e.lines} />
    ${e.ways.map(e=>t`<path class="way" d=${e} />`)}
    ${[...e.marks].reverse().map(e=>B(e,e.numbers.includes(n)))}
  `}function B({numbers:e,x:n,y:r},i){let o=F(e),s=Math.max(30,14+10*o.length);return t`
    <g class="mark" ?data-current=${i}>
      ${i?t`<rect class="around" x=${n-s/2-7} y=${r-22} width=${s+14} height="44" rx="22" />`:a}
      <rect x=${n-s/2} y=${r-15} width=${s} height="30" rx="15" />
      <text x=${n} y=${r}>${o}</text>
    </g>
  `}e(`wayproof-map`,R);